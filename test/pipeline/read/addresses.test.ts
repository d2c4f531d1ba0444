/** Addresses as volunteers write them, and those that no field may hold. */
import { describe, expect, it } from 'vitest';
import { readSubmission } from '../../../src/pipeline/read/submission.ts';
import type { Parts } from '../../../src/pipeline/types.ts';

const credits = (parts: Parts): string[] => parts.credits.map(({ role, name }) => `${role} ${name}`);

describe('an address that leads nowhere good', () => {
  const before = '---\ntitle: T\n---\n港务局周五说，港口已经重新开放。\n\n';

  it.each(['javascript:alert(1)', 'data:text/html,x', 'https://me:secret@a.example/', '/ann'])(
    'is taken for no link: %s',
    (url) => {
      const parts = readSubmission(
        `${before}翻译：[Ann](${url})\n\n转载自：[MNews](${url})\n\n- [About](https://a.example/about)\n- [More](${url})`,
      );
      expect(credits(parts)).toEqual(['translator Ann']);
      expect(parts.credits[0]?.url).toBeUndefined();
      expect(parts.repost).toBeUndefined();
      expect(parts.footer_links).toEqual([{ text: 'About', url: 'https://a.example/about' }]);
      expect(parts.body).toContain(`- [More](${url})`);
      expect(parts.findings.some(({ check }) => check === 'unsafe-markup')).toBe(/^[jd]/.test(url));
      const head = readSubmission(`---\ntitle: T\n---\n\`纸船社\` [转载自MNews](${url})\n\n正文。`);
      expect(head.repost).toBeUndefined();
      expect(head.body).toContain(`(${url})`);
    },
  );

  it.each([
    'http://localhost:8080/1',
    'https://me:secret@a.example/1',
    'http://127.0.0.1/1',
    'ftp://a.example/1',
  ])('is no source: %s', (url) => {
    for (const lines of [`来源：${url}`, `来源：\n\n${url}`, `${url}\n\n翻译：阿明`]) {
      const parts = readSubmission(before + lines);
      expect(parts.sources).toEqual([]);
      expect(parts.source_publisher).toBeUndefined();
      expect(parts.body).toContain(url);
    }
    const parts = readSubmission(
      `---\ntitle: T\nsource: ${url}\nauthor: Ann https://me:secret@a.example/\n---\nText.`,
    );
    expect([parts.sources, parts.source_publisher, parts.credits[0]?.url]).toEqual([
      [],
      undefined,
      undefined,
    ]);
  });

  it('is none that a letter goes to', () => {
    expect(readSubmission(`${before}翻译：[Ann](mailto:ann@a.example)`).credits[0]?.url).toBe(
      'mailto:ann@a.example',
    );
    expect(readSubmission(`${before}来源：[Ann](mailto:ann@a.example)`).sources).toEqual([]);
  });
});

describe('the address of a source', () => {
  const text = '港务局周五说，港口已经重新开放，第一艘船会在中午进港。';
  const read = (lines: string): Parts => readSubmission(`---\ntitle: T\n---\n${text}\n\n${text}\n\n${lines}`);
  const urls = (parts: Parts): string[] => parts.sources.map(({ url }) => url);
  const https = 'https://www.example.org/a';

  it.each([
    // Without a scheme.
    ['来源：www.example.org/a', https],
    ['来源：海港报 www.example.org/a。', https],
    ['来源：BBCwww.example.org/a', https],
    ['原文链接：\nwww.example.org/a', https],
    ['原文链接\n\nwww.example.org/a', https],
    ['来源：[海港报](www.example.org/a)', https],
    ['Source: [www.example.org/a](http://www.example.org/a)', 'http://www.example.org/a'],
    ['来源：www.example.org/a，www.example.net', `${https} https://www.example.net`],
    ['来源：www.example.org翻译：阿明', 'https://www.example.org'],
    // Glued to the label, to its value, to the next label.
    ['原文链接https://www.example.org/a', https],
    ['原文链接www.example.org/a', https],
    ['原文链接[https://www.example.org/a](https://www.example.org/a)', https],
    ['Source https://www.example.org/a', https],
    ['来源：BBChttps://www.example.org/a', https],
    ['来源：https://www.example.org/a翻译：阿明', https],
    // Punctuation of full width behind it.
    ['来源：https://www.example.org/a：', https],
    ['来源：https://www.example.org/a．', https],
    ['〔来源：https://www.example.org/a〕', https],
    ['来源：https://www.example.org/a…', https],
    ['来源：https://www.example.org/wiki/港口：过去', 'https://www.example.org/wiki/港口：过去'],
  ])('is read: %s', (lines, expected) => {
    const parts = read(lines);
    expect(urls(parts).join(' ')).toBe(expected);
    expect(parts.body).toBe(`${text}\n\n${text}`);
  });

  it.each([
    '参考 https://www.example.org/a 可以知道更多',
    '船长的网站是 www.example.org，欢迎来信',
    'www.example.org/a\n\n船长的网站',
    '来源：www.example',
    '来源：mywww.example.org/a',
  ])('is none of a sentence, and no other text: %s', (lines) => {
    expect(urls(read(lines))).toEqual([]);
  });

  it('without a colon is one only outside the article', () => {
    expect(urls(read(`链接 ${https}\n\n${text}\n\n${text}`))).toEqual([]);
    expect(urls(read(`链接：${https}\n\n${text}\n\n${text}`))).toEqual([https]);
  });

  it('may be that of front matter', () => {
    expect(urls(readSubmission(`---\ntitle: T\nsource: www.example.org/a\n---\n${text}`))).toEqual([https]);
  });

  const list = (count: number, item: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => item(n + 1)).join('\n\n');
  const numbers = [
    (n: number) => `[${n}] https://a.example/${n}`,
    (n: number) => `${n}. https://a.example/${n}`,
    (n: number) =>
      `（${n}）海港报：第 ${n} 份报告，关于港口的过去、现在和往后几年的计划，以及桥 https://a.example/${n}`,
    (n: number) => `[${n}](https://b.example/#note${n}) [https://a.example/${n}](https://a.example/${n})`,
  ];

  it.each(numbers)('is taken of all items of a numbered list: %s', (item) => {
    const parts = read(`参考信息:\n\n${list(3, item)}`);
    expect(urls(parts)).toEqual([1, 2, 3].map((n) => `https://a.example/${n}`));
    expect(parts.sources.every(({ publisher = '海' }) => /^海/.test(publisher))).toBe(true);
    expect(parts.body).toBe(`${text}\n\n${text}`);
  });

  it.each([
    ...numbers.map((item) => list(13, item)),
    list(13, (n) => `- https://a.example/${n}`),
    '[1] https://a.example/1\n[2] 余山：《港口》\n[3] https://a.example/3',
    '1. https://a.example/1\n2. 余山：《港口》',
  ])('is taken of none where a list is too long or holds something else: %j', (items) => {
    const parts = read(`参考信息:\n\n${items}`);
    expect(urls(parts)).toEqual([]);
    expect(parts.body).toContain(items);
  });
});

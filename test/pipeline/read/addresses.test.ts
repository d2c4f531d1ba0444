/** Addresses in the text that no field may hold. */
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

import { describe, expect, it } from 'vitest';
import { readSubmission } from '../../../src/pipeline/read/submission.ts';

describe('the header picture', () => {
  const text = '港务局周五说，港口已经重新开放，第一艘船会在中午进港。';
  const header = (head: string) => readSubmission(`---\ntitle: T\n---\n${head}\n\n${text}`).header;

  it('has the title of its Markdown for a caption', () => {
    expect(header('![Harbour](https://a.example/1.jpg "Photo: Ann Lee / Agency")')).toEqual({
      url: 'https://a.example/1.jpg',
      alt: 'Harbour',
      caption: 'Photo: Ann Lee / Agency',
    });
    expect(header('![Harbour](https://a.example/1.jpg "Photo: Ann Lee")图为港口')?.caption).toBe('图为港口');
  });

  it.each([
    ['![](https://a.example/silicon-coast-bank.jpg)', true],
    ['![](https://a.example/iconic-lighthouse.jpg)', true],
    ['![](https://a.example/telegram-office.jpg)图为办公室', true],
    ['![Harbour](https://a.example/1.jpg)\n![港口](https://a.example/1.jpg)', true],
    ['![](https://a.example/icon-2.png)', false],
    ['![](https://a.example/HarbourLogo.png)', false],
    ['![](https://a.example/telegram.png)', false],
    [`![](https://a.example/1.jpg)\n\n${text}\n\n![](https://a.example/1.jpg)`, false],
  ])('is one that belongs to the article: %s', (head, found) => {
    expect(header(head) !== undefined).toBe(found);
  });

  it('may be the only element of an HTML line', () => {
    const html = `<img class="wide" alt="Harbour &amp; ships" width=800 src='https://a.example/1.jpg?a=1&amp;b=2'/>`;
    const parts = readSubmission(`---\ntitle: T\n---\n${html}\n图为港口\n\n${text}`);
    expect(parts.header).toEqual({
      url: 'https://a.example/1.jpg?a=1&b=2',
      alt: 'Harbour & ships',
      caption: '图为港口',
    });
    expect(parts.body).toBe(text);
    expect(header('<IMG src="https://a.example/1.jpg" title="Photo: Ann Lee">')?.caption).toBe(
      'Photo: Ann Lee',
    );
  });

  it.each([
    '<img src="https://a.example/banner.png">',
    '<img src="https://a.example/1.png" width="1" height="1">',
    '<img src="data:image/png;base64,AAAA">',
    '<img alt="Harbour">',
    '<img src="https://a.example/1.png"> and text',
    '    <img src="https://a.example/1.png">',
    '```\n<img src="https://a.example/1.png">\n```',
    '<a href="https://b.example">\n<img src="https://a.example/1.png">\n</a>',
    `<img src="https://a.example/1.png">\n\n${text}\n\n<img src="https://a.example/1.png">`,
  ])('is not any element of HTML: %j', (head) => {
    const parts = readSubmission(`---\ntitle: T\n---\n${text}\n\n${head}\n\n${text}`);
    expect(parts.header).toBeUndefined();
    expect(parts.body).toContain(head);
  });
});

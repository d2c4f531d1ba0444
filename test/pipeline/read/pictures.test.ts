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
});

import { describe, expect, it } from 'vitest';
import { readBody } from '../../../src/pipeline/markdown/body.ts';
import { listPictures } from '../../../src/pipeline/markdown/pictures.ts';
import { renderBody } from '../../../src/pipeline/markdown/render.ts';

const html = (markdown: string, lang = 'zh-Hans'): string =>
  renderBody(markdown, { lang, pictures: new Map() }).html.trim();

describe('emphasis beside Han', () => {
  it.each([
    ['**“词”**的', '<strong>“词”</strong>的'],
    ['他说**“你好”**。', '他说<strong>“你好”</strong>。'],
    ['**词：**内容', '<strong>词：</strong>内容'],
    ['的**（注）**的', '的<strong>（注）</strong>的'],
    ['**100%**的', '<strong>100%</strong>的'],
    ['的**"word"**的', '的<strong>"word"</strong>的'],
    ['**《书名》**和**《另一本》**', '<strong>《书名》</strong>和<strong>《另一本》</strong>'],
    ['**말(word)**은', '<strong>말(word)</strong>은'],
    ['*「引用」*と', '<em>「引用」</em>と'],
    ['~~（删）~~的', '<del>（删）</del>的'],
    ['**a**,**b**', '<strong>a</strong>,<strong>b</strong>'],
    ['***粗斜***的', '<em><strong>粗斜</strong></em>的'],
  ])('%s', (markdown, expected) => {
    expect(html(markdown)).toBe(`<p>${expected}</p>`);
  });

  it.each(['词*，词*。', '2*(3+4)*5', '词 ** 词 ** 词', '3~5天，6~8天', 'snake_case_name', '5 * 3 * 2'])(
    'leaves alone: %s',
    (markdown) => {
      expect(html(markdown)).toBe(`<p>${markdown}</p>`);
    },
  );
});

describe('bare addresses', () => {
  const link = (href: string, text = href): string =>
    `<a href="${href}" rel="noopener nofollow ugc">${text}</a>`;

  it.each([
    ['看https://example.org/a。然后', `看${link('https://example.org/a')}。然后`],
    ['https://example.org/a的文章', `${link('https://example.org/a')}的文章`],
    ['（https://example.org/a）', `（${link('https://example.org/a')}）`],
    ['“https://example.org/a”', `“${link('https://example.org/a')}”`],
    ['https://example.org/한국', `${link('https://example.org/')}한국`],
    ['(https://example.org/a_(b))', `(${link('https://example.org/a_(b)')})`],
    ['https://example.org/a?x=1&y=2.', `${link('https://example.org/a?x=1&amp;y=2')}.`],
    ['见www.example.org，', `见${link('http://www.example.org/', 'www.example.org')}，`],
    ['a@example.org。', `${link('mailto:a@example.org', 'a@example.org')}。`],
    ['https://example.org/_a_/*b*c', link('https://example.org/_a_/*b*c')],
  ])('%s', (markdown, expected) => {
    expect(html(markdown)).toBe(`<p>${expected}</p>`);
  });
});

describe('headings', () => {
  it('go down by one when the body has a first level', () => {
    expect(html('# A\n\n## B\n\n###### C')).toBe(
      '<h2 id="t-a">A</h2>\n<h3 id="t-b">B</h3>\n<h6 id="t-c">C</h6>',
    );
    expect(html('## B')).toBe('<h2 id="t-b">B</h2>');
  });

  it('have ids of their own, in their own script', () => {
    expect(html('## 第一 节\n\n## 第一 节\n\n## …\n\n<p id="x">a</p>\n\n## X')).toBe(
      '<h2 id="t-第一-节">第一 节</h2>\n<h2 id="t-第一-节-2">第一 节</h2>\n<h2>…</h2>\n<p id="t-x">a</p><h2 id="t-x-2">X</h2>',
    );
  });
});

describe('footnotes', () => {
  it('are numbered as they are referred to and listed once, without a word', () => {
    const { html: out, text } = renderBody(
      'A[^n] b[^m] c[^n]\n\n[^m]: second[^x]\n[^n]: first\n    more\n[^x]: third\n[^y]: nobody’s',
      {
        lang: 'en',
        pictures: new Map(),
      },
    );
    expect([...out.matchAll(/<li id="(t-note-\d)"><p>(\w+)/g)].map(([, id, word]) => [id, word])).toEqual([
      ['t-note-1', 'first'],
      ['t-note-2', 'second'],
      ['t-note-3', 'third'],
      ['t-note-4', 'nobody'],
    ]);
    expect(out).toContain(
      'c<sup class="footnote-ref"><a id="t-ref-1-2" role="doc-noteref" href="#t-note-1">1</a></sup>',
    );
    expect(out.match(/role="doc-backlink"/g)).toHaveLength(4);
    expect(text).toBe('A b c\nfirst\nmore\nsecond\nthird\nnobody’s');
  });

  it('that are not defined are text', () => {
    expect(html('a[^1]')).toBe('<p>a[^1]</p>');
  });
});

describe('pictures', () => {
  const sha256 = 'ab'.repeat(32);
  const url = 'https://example.org/图 1.png?a=1&b=2';
  const markdown = (rest = ''): string => `![一张图](<${url}>)${rest}`;
  const picture = { sha256, width: 1200, height: 800 };
  const render = (body: string, stored = picture): string =>
    readBody(body)
      .render({ lang: 'zh', pictures: new Map([[url, stored]]) })
      .html.trim();

  it('are found as written, each once, with title as caption', () => {
    const body = `${markdown()} text ![x][r] [![l](https://example.org/l.png)](https://example.org/)\n\n<img src='https://example.org/h.png?a=1&amp;b' alt="h">\n<picture><source srcset="https://example.org/s.webp"><img src="https://example.org/p.png"></picture>\n\n\`![no](https://example.org/no.png)\`\n\n[r]: https://example.org/r.png "R"`;
    expect(listPictures(`${body}\n\n${markdown()}`)).toEqual([
      { url, alt: '一张图' },
      { url: 'https://example.org/r.png', alt: 'x', caption: 'R' },
      { url: 'https://example.org/l.png', alt: 'l' },
      { url: 'https://example.org/h.png?a=1&b', alt: 'h' },
      { url: 'https://example.org/p.png', alt: '' },
    ]);
  });

  it('are at most as many as are fetched, and say when there are more', () => {
    const many = Array.from({ length: 30 }, (_, at) => `![](https://example.org/${at}.png)`).join('\n\n');
    expect(listPictures(many)).toHaveLength(20);
    expect(readBody(many).render({ lang: 'en', pictures: new Map() }).findings).toMatchObject([
      { check: 'pictures-too-many' },
    ]);
  });

  it('alone in a paragraph are figures with the text glued to them', () => {
    expect(render(markdown('图片来源：某报'))).toBe(
      `<figure><picture><source type="image/webp" srcset="/images/${sha256}/480.webp 480w, /images/${sha256}/960.webp 960w, /images/${sha256}/1600.webp 1200w" sizes="(min-width: 44rem) 42rem, 100vw"><img src="/images/${sha256}/960.jpeg" srcset="/images/${sha256}/480.jpeg 480w, /images/${sha256}/960.jpeg 960w, /images/${sha256}/1600.jpeg 1200w" sizes="(min-width: 44rem) 42rem, 100vw" width="1200" height="800" alt="一张图" loading="lazy" decoding="async"></picture><figcaption>图片来源：某报</figcaption></figure>`,
    );
    expect(render(`![a](<${url}> "T")`)).toContain('</picture><figcaption>T</figcaption></figure>');
    expect(render(`${markdown()}\n*caption*`)).toContain(
      '</picture><figcaption><em>caption</em></figcaption></figure>',
    );
    expect(render(`before ${markdown()} after`)).toMatch(/^<p>before <picture>.*<\/picture> after<\/p>$/);
  });

  it('keep a long text after them as a paragraph', () => {
    const long = '长'.repeat(400);
    expect(render(markdown(long))).toMatch(new RegExp(`</picture></figure><p>${long}</p>$`));
  });

  it('are never offered wider than they are', () => {
    expect(render(markdown(), { sha256, width: 300, height: 200 }).match(/ \d+w/g)).toEqual([
      ' 300w',
      ' 300w',
    ]);
    expect(render(markdown(), { sha256, width: 5_000, height: 200 }).match(/ \d+w/g)?.slice(0, 3)).toEqual([
      ' 480w',
      ' 960w',
      ' 1600w',
    ]);
  });

  it('that could not be had are links', () => {
    expect(html('![a dog](https://example.org/a.png)')).toBe(
      '<figure class="picture-missing"><a href="https://example.org/a.png" rel="noopener nofollow ugc">a dog</a></figure>',
    );
    expect(html('see ![](https://example.org/a.png)!')).toBe(
      '<p>see <a class="picture-missing" href="https://example.org/a.png" rel="noopener nofollow ugc">example.org</a>!</p>',
    );
  });

  it('written into the text as data are a finding', () => {
    const { findings } = renderBody(`![x](data:image/png;base64,${'A'.repeat(20_000)})`, {
      lang: 'en',
      pictures: new Map(),
    });
    expect(findings).toMatchObject([{ check: 'picture-embedded', severity: 'warning' }]);
  });
});

describe('other blocks', () => {
  it('tables scroll in a box that a keyboard reaches', () => {
    expect(html('|a|b|\n|-|:-:|\n|1|2|').replaceAll('\n', '')).toBe(
      '<div class="table-scroll" tabindex="0"><table><thead><tr><th>a</th><th class="align-center">b</th></tr></thead><tbody><tr><td>1</td><td class="align-center">2</td></tr></tbody></table></div>',
    );
  });

  it('tasks are signs, ruby is ruby, raw blocks hold Markdown', () => {
    expect(html('- [x] a\n- [ ] b')).toBe('<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>');
    expect(html('<ruby>漢<rt>かん</rt></ruby>')).toBe('<p><ruby>漢<rt>かん</rt></ruby></p>');
    expect(html('<details><summary>s</summary>\n\n*x*\n\n</details>')).toBe(
      '<details><summary>s</summary><p><em>x</em></p>\n</details>',
    );
  });

  it.each([
    ['the name of a tag in a sentence', 'the <title> of a page', '<p>the &lt;title&gt; of a page</p>'],
    ['an unfinished tag', '<div title="\n\nrest', '&lt;div title="<p>rest</p>'],
    ['an unfinished comment', '<!-- x\n\nrest', '&lt;!-- x\n\nrest'],
  ])('%s hides nothing', (_, markdown, expected) => {
    const out = renderBody(markdown, { lang: 'en', pictures: new Map() });
    expect(out.html.trim()).toBe(expected);
    expect(out.findings).toMatchObject([{ check: 'markup-as-text', severity: 'warning' }]);
  });

  it('give their text a line each', () => {
    expect(renderBody('# A\n\nb **c**\nd\n\n- e\n- f\n\n> g', { lang: 'en', pictures: new Map() }).text).toBe(
      'A\nb c\nd\ne\nf\ng',
    );
  });
});

describe('what a quick look must not miss', () => {
  it.each([
    ['a heading underlined before a tab', 'Title\n--\t\n', '<h2 id="t-title">Title</h2>'],
    ['a hard break in a line without a mark', 'one  \ntwo', '<p>one<br>two</p>'],
    ['a reference in a line without a mark', '1 &lt; 2', '<p>1 &lt; 2</p>'],
    ['an underscore in the middle of a line', 'one _two_ three', '<p>one <em>two</em> three</p>'],
    [
      'an address behind an underscore in a word',
      'a_b a@example.org',
      '<p>a_b <a href="mailto:a@example.org" rel="noopener nofollow ugc">a@example.org</a></p>',
    ],
  ])('%s', (_, markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });
});

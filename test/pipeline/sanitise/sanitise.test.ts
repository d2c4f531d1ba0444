import { describe, expect, it } from 'vitest';
import { renderBody } from '../../../src/pipeline/markdown/render.ts';
import { sanitise } from '../../../src/pipeline/sanitise/sanitise.ts';

const sha = 'ab'.repeat(32);
const clean = (html: string): string => sanitise(html).html;

describe('what is kept', () => {
  it.each([
    '<p lang="ja" dir="ltr">一<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>',
    '<ol start="3" reversed=""><li value="7">x</li></ol>',
    '<table><caption>c</caption><tbody><tr><th scope="col" colspan="2">a</th><td rowspan="3">b</td></tr></tbody></table>',
    '<p><time datetime="2026-11-23T10:00Z">x</time> <q cite="https://example.org/">y</q></p>',
    '<pre><code class="language-c++">a &lt; b &amp;&amp; c &gt; d</code></pre>',
    '<pre>\n\n\nfour lines</pre>',
    `<figure><img src="/images/${sha}/960.webp" alt="a &quot;b&quot;" width="960" height="640"><figcaption>c</figcaption></figure>`,
    '<p id="t-名">x <a href="#t-名">y</a></p>',
    '<details open=""><summary>s</summary>t</details>',
    '<p>a<br>b<wbr>c</p>',
  ])('%s', (html) => {
    expect(sanitise(html)).toEqual({ html, removed: [] });
  });
});

describe('what becomes of the rest', () => {
  it.each([
    [
      'older markup gets its present name',
      '<strike>a</strike><tt>b</tt><acronym>c</acronym>',
      '<s>a</s><code>b</code><abbr>c</abbr>',
    ],
    [
      'page-level blocks stay blocks',
      '<main><header>a</header><article>b</article></main>',
      '<div><div>a</div><div>b</div></div>',
    ],
    ['a first-level heading is the page’s', '<h1>x</h1>', '<h2>x</h2>'],
    ['unknown elements leave their text', '<blink>a <x-y>b</x-y></blink>', 'a b'],
    ['unknown attributes go silently', '<p style="color:red" align="center" data-x="1">a</p>', '<p>a</p>'],
    [
      'ids and what refers to them get the prefix',
      '<p id="a" aria-describedby="b a">x</p><a href="#a">y</a>',
      '<p id="t-a" aria-describedby="t-b t-a">x</p><a href="#t-a">y</a>',
    ],
    ['an id is given once', '<p id="a">x</p><p id="t-a">y</p>', '<p id="t-a">x</p><p>y</p>'],
    ['a percent-encoded fragment names the same id', '<a href="#%E5%90%8D">x</a>', '<a href="#t-名">x</a>'],
    ['only classes of the short list', '<td class="ad align-right table-scroll-x">x</td>', 'x'],
    [
      'a picture from elsewhere is its description',
      '<img src="https://example.org/a.png" alt="a dog">',
      'a dog',
    ],
    [
      'letters go to an address and nothing more',
      '<a href="mailto:a@example.org?bcc=b@example.org">x</a>',
      '<a href="mailto:a@example.org" rel="noopener nofollow ugc">x</a>',
    ],
    [
      'an address is written as the URL parser reads it',
      '<a href="HTTPS://EXAMPLE.org:443/a b/../ü">x</a>',
      '<a href="https://example.org/%C3%BC" rel="noopener nofollow ugc">x</a>',
    ],
    [
      'a link without a usable address is its text',
      '<a href="/desk">x</a> <a href="//example.org/">y</a> <a href="https://u:p@example.org/">z</a>',
      'x y z',
    ],
    ['control characters go', '<p title="a&#1;b">a&#2;\u0085b</p>', '<p title="a b">ab</p>'],
    ['empty paragraphs left by others go', '<p><button><p>x</p></button></p>', '<p>x</p>'],
    ['an unfinished tag does not swallow what follows', 'a <b title="x</b> c', 'a &lt;b title="x c'],
  ])('%s', (_, html, expected) => {
    expect(sanitise(html)).toEqual({ html: expected, removed: [] });
  });

  it('classes on an element of the list', () => {
    expect(clean('<table><tr><td class="ad align-right x">x</td></tr></table>')).toBe(
      '<table><tbody><tr><td class="align-right">x</td></tr></tbody></table>',
    );
  });

  it('a player becomes a link to the page of its video, another frame goes', () => {
    expect(
      sanitise('<iframe src="https://www.youtube-nocookie.com/embed/aBcDeFgHiJk?autoplay=1"></iframe>'),
    ).toEqual({
      html: '<a class="video" href="https://www.youtube.com/watch?v=aBcDeFgHiJk" rel="noopener nofollow ugc">www.youtube.com/watch?v=aBcDeFgHiJk</a>',
      removed: [],
    });
    expect(
      sanitise('a<iframe src="https://www.youtube.com.example.org/embed/aBcDeFgHiJk"></iframe>b'),
    ).toEqual({
      html: 'ab',
      removed: ['<iframe>'],
    });
  });

  it('elements nested beyond the limit are unwrapped, their text stays', () => {
    const html = clean(`${'<div>'.repeat(200)}deep${'</div>'.repeat(200)}`);
    expect(html.match(/<div>/g)).toHaveLength(99);
    expect(html).toContain('deep');
  });

  it('markup that multiplies is shown as text', () => {
    const bomb = Array.from({ length: 2_000 }, (_, at) => `<b title="${at}">`).join('');
    expect(clean(bomb + '<p>x'.repeat(2_000))).toMatch(/^<pre>&lt;b title="0"&gt;/);
  });
});

describe('a blocking finding', () => {
  const found = (markdown: string): string[] =>
    renderBody(markdown, { lang: 'en', pictures: new Map() })
      .findings.filter(({ check, severity }) => check === 'unsafe-markup' && severity === 'block')
      .map(({ segment }) => segment ?? '');

  it.each([
    ['<script>x</script>', '<script>'],
    ['<p onclick="x">a</p>', 'onclick'],
    ['[a](javascript:x)', 'javascript:'],
    ['<a href="java&#9;script:x">a</a>', 'javascript:'],
    ['<iframe src="https://example.org/"></iframe>', '<iframe>'],
    ['<svg><a></a></svg>', '<svg>'],
    ['<meta http-equiv="refresh" content="0">', '<meta>'],
    ['<form action="/x">a</form>', '<form>'],
  ])('for %s', (markdown, segment) => {
    expect(found(markdown)).toEqual([segment]);
  });

  it.each([
    '<p style="color:red">a</p>',
    '<p align="center">a</p>',
    '<font color="red">a</font>',
    '`<script>`',
    '[a](/b)',
  ])('not for %s', (markdown) => {
    expect(found(markdown)).toEqual([]);
  });
});

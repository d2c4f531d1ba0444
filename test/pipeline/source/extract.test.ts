/** Reports out of pages as they are made, and as they are made to hurt. */
import { expect, it } from 'vitest';
import {
  SOURCE_MARKDOWN_MAX_BYTES,
  SOURCE_MAX_DEPTH,
  SOURCE_MAX_ELEMENTS,
  SOURCE_PAGE_MAX_BYTES,
} from '../../../src/limits.ts';
import { extractText } from '../../../src/pipeline/source/extract.ts';

const sentence = (n: number) =>
  `In the year ${1900 + n} the ferry crossed ${n} times, as the harbour master wrote, and carried wool.`;
const report = Array.from({ length: 12 }, (_, n) => sentence(n));
const paragraphs = report.map((text) => `<p>${text}</p>`).join('\n');
const nested = (depth: number, inner: string) => '<div>'.repeat(depth) + inner + '</div>'.repeat(depth);
const blocksOf = (page: string) => extractText(page)?.split('\n\n');

const card = (n: number) =>
  `<div class="card"><a href="/${n}">Another story, number ${n}, of this newspaper</a><span>${n} min</span></div>`;
const newsPage = (part: { seed?: number; body?: string } = {}) => {
  const seed = part.seed ?? 1;
  const cards = Array.from({ length: 8 }, (_, n) => card(n * seed)).join('');
  return `<!doctype html><html><head><title>Ferries | The Paper</title><meta name="t" content="${seed}">
    <script nonce="${seed}">var a = ${seed}</script></head><body data-at="${seed}"><!-- ${seed} -->
    <div class="top menu"><ul><li><a href="/">All of the news of today</a></li></ul></div>
    <header><h1>The ferry of the <em>lower</em> river</h1></header>
    <div class="columns"><div class="story-body" id="x-${seed}">${part.body ?? paragraphs}</div>
    <div class="sidebar related">${cards}</div></div>
    <div class="comments"><p>I have read this report with interest, said reader ${seed}.</p></div>
    <p style="color: red; display: none">Nobody sees paragraph ${seed} of this page at all.</p></body></html>`;
};

it('tells a report from what stands round it, without <article> or <main>', () => {
  expect(blocksOf(newsPage())).toEqual(['# The ferry of the lower river', ...report]);
});

it('gives one text for one report, whatever else of the page is new', () => {
  const text = extractText(newsPage());
  expect(text).toContain('1903');
  for (const seed of [1, 2, 77]) expect(extractText(newsPage({ seed }))).toBe(text);
  const body = paragraphs.replace('1903', '1993');
  expect(extractText(newsPage({ body }))).toBe(text?.replace('1903', '1993'));
});

it('keeps headings, lists and quotes, and takes line breaks for paragraphs', () => {
  const body = `<h2>Then</h2>${paragraphs}<ul><li>wool, of the hills</li><li>salt &amp; fish</li></ul>
    <blockquote><p>It was cold &lt;then&gt;, he said.</p></blockquote><h3>Now</h3>${paragraphs.replaceAll('19', '20')}`;
  const found = blocksOf(newsPage({ body }));
  for (const block of ['## Then', '- wool, of the hills', '- salt & fish', 'It was cold <then>, he said.'])
    expect(found).toContain(block);
  expect(found?.indexOf('### Now')).toBeGreaterThan(12);
  expect(blocksOf(newsPage({ body: report.join('<br>\n<br>') }))).toEqual([
    '# The ferry of the lower river',
    ...report,
  ]);
});

it('reads Chinese, forms round a whole page, and the tags of word processors', () => {
  const chinese = ['渡轮在星期一早晨停航，', '港务长说，', '四十名乘客改乘巴士。'].map((text) =>
    text.repeat(9),
  );
  const made = chinese.map((text) => `<p><o:p>${text}</o:p></p>`).join('');
  const page = `<form action="/"><input value="x"><div><h1>渡轮停航</h1>${made}</div></form>`;
  expect(blocksOf(page)).toEqual(['# 渡轮停航', ...chinese]);
});

it('asks the library within its bounds alone, and beyond them takes what the page calls its article', () => {
  expect(blocksOf(nested(SOURCE_MAX_DEPTH - 1, paragraphs))).toEqual(report);
  const deep = nested(SOURCE_MAX_DEPTH, paragraphs);
  expect(extractText(deep)).toBeUndefined();
  expect(blocksOf(`<article>${deep}</article>`)).toEqual(report);
  const many = '<i>a</i>'.repeat(SOURCE_MAX_ELEMENTS);
  expect(extractText(`<div>${many}</div>${paragraphs}`)).toBeUndefined();
  expect(blocksOf(`<div>${many}</div><div role="main">${paragraphs}</div>`)).toEqual(report);
  const long = `<p>${'wool, '.repeat(SOURCE_MARKDOWN_MAX_BYTES / 6 + 1)}</p>`;
  expect(extractText(`<div>${long}</div>`)).toBeUndefined();
});

const whole = (piece: string) => piece.repeat(Math.floor(SOURCE_PAGE_MAX_BYTES / piece.length));
const full = (piece: string) => piece.repeat(Math.floor(SOURCE_MAX_ELEMENTS * 0.9));

it.each([
  ['tags', whole('<p>a</p>')],
  ['empty tags', whole('<p></p>')],
  ['tags that nobody closes', whole('<a><b><div>')],
  ['depth', whole('<div>')],
  ['depth in articles', '<article>'.repeat(400) + whole('<p>wool and salt</p>').slice(0, 1_000_000)],
  ['white space', `<p>${whole(' \n')}</p>`],
  ['one style', `<div style="${whole(';display ')}">x</div>`],
  ['a style without a colon', `<div style="display">x</div>`],
  ['one class', `<div class="${whole('comment ')}">x</div>`],
  ['names of the language', '<p id="__proto__" class="constructor">x</p><constructor>x</constructor>'],
  ['odd names', '<div><command>x</command><a<b>x</a<b><x:y:z>x</x:y:z></div>'],
  ['marked sections', '<![CDATA[ <p>x</p> ]]><?php x ?><!x "'],
  ['lone surrogates', '<p class="\ud800">\udc00</p>'],
  ['links at the bound', full('<b><a>aa</a></b>')],
  ['breaks at the bound', `<div>${full('wool<br>')}</div>`],
  ['paragraphs at both bounds', nested(90, full('<p>wool, and salt, and wool, and salt, and wool, </p>'))],
])('is done with a page of %s, and finds no report in it', (_, page) => {
  const text = extractText(page);
  expect(text === undefined || /^(?:wool|and|salt|[,\s])+$/.test(text)).toBe(true);
});

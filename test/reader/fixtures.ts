/** Views as the store gives them, for tests that render without a database. Invented people and reports. */
import type { ArticleView, CardView, SiteView } from '../../src/store/reader/views.ts';
import { marked } from './marked.ts';

export const site = marked<SiteView>({
  name: 'The Ash Courier',
  default_lang: 'en',
  hub: 'https://hub.example/',
  footer: {
    en: 'Made by volunteers on two rivers: [about us](https://ash.example/about), [write to us](mailto:desk@ash.example).\n\nAnswerable for the contents: R. Abara, Landing 2.',
  },
  licence: {},
  disclaimer: {},
});

const at = Date.parse('2026-11-20T09:00:00Z');
const id = (n: number): string => `0192f000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const header = {
  sha256: 'ab'.repeat(32),
  width: 2000,
  height: 1250,
  alt: 'A cable ferry in fog',
  caption: 'The ferry at dawn, seen from the eastern landing. Photo: R. Abara',
};

const p = (text: string): string => `<p>${text}</p>`;

const english = [
  'The last cable ferry on the Ash crossed before dawn, as it had every morning for a hundred and ten years, with two bakers, a goat and a piano on board.',
  'It does not look like much: a deck of oak planks, a hut the size of a wardrobe, and a rope of steel as thick as an arm that runs from bank to bank below the surface of the water.',
  'The bridge that will replace it opens in spring. Its piers already stand in the stream, and on some mornings the ferrymen have to wait until the crane has swung away.',
].map(p);

const han = [
  '天还没亮，灰河上最后一艘缆索渡船又一次离岸。<em>一百一十年</em>来，它天天如此。船上有两位面包师、一只山羊和一架钢琴。',
  '渡船看上去并不起眼：橡木甲板，一间衣柜大小的小屋，还有一根手臂粗的钢缆，从此岸到彼岸，沉在水面之下。“我们从来没有换过航线，”船工说，“河也没有。”',
  '取代它的大桥将在明年春天通车。桥墩已经立在河中央；有些早晨，船工必须等起重机转开之后才能开船。当地交通部门表示，大桥全长 1,240 米，造价约 3.2 亿元。',
].map(p);

const arabic = [
  'قبل الفجر عبرت آخر عبّارة بالكابل نهر الرماد، كما تفعل كل صباح منذ مئة وعشر سنوات، وعلى متنها خبّازان وعنزة وبيانو.',
  'لا تبدو العبّارة شيئًا عظيمًا: سطح من ألواح البلوط، وكوخ بحجم خزانة، وحبل من الفولاذ (steel cable) بسُمك الذراع يمتد من ضفة إلى ضفة تحت سطح الماء.',
  'سيُفتتح الجسر الذي سيحل محلها في الربيع. وقد انتصبت دعائمه في مجرى النهر، وفي بعض الصباحات ينتظر العاملون حتى تبتعد الرافعة.',
].map(p);

export interface Text {
  lang: string;
  title: string;
  excerpt: string;
  paragraphs: string[];
  heads: string[];
  translator: string;
  topic: string;
  disclaimer: string;
}

export const texts: Record<'en' | 'zh' | 'ar', Text> = {
  en: {
    lang: 'en',
    title: 'The last cable ferry on the Ash carries bakers, goats and now and then a piano',
    excerpt:
      'Two men, one rope, and a bridge that opens in spring: a morning on a river that is about to lose its slowest road.',
    paragraphs: english,
    heads: ['The rope', 'The men', 'After the bridge'],
    translator: 'Mina Okafor',
    topic: 'Rivers',
    disclaimer:
      'This article gives the views of its author. The publisher takes no responsibility for decisions based on it.',
  },
  zh: {
    lang: 'zh-Hans',
    title: '灰河上最后的缆索渡船：载着面包师、山羊，偶尔还有一架钢琴',
    excerpt: '两个人，一根缆绳，和一座明年春天通车的桥：在一条即将失去最慢之路的河上，度过一个早晨。',
    paragraphs: han,
    heads: ['缆绳', '船工', '大桥之后'],
    translator: '温竹',
    topic: '河流',
    disclaimer: '免责声明：本文内容仅代表作者个人观点。',
  },
  ar: {
    lang: 'ar',
    title: 'آخر عبّارة بالكابل على نهر الرماد تحمل الخبّازين والماعز وأحيانًا بيانو',
    excerpt: 'رجلان وحبل واحد وجسر يُفتتح في الربيع: صباح على نهر يوشك أن يفقد أبطأ طرقه.',
    paragraphs: arabic,
    heads: ['الحبل', 'الرجال', 'ما بعد الجسر'],
    translator: 'سلمى حداد',
    topic: 'أنهار',
    disclaimer: 'تعبّر هذه المقالة عن رأي كاتبها وحده.',
  },
};

export function articleOf(key: keyof typeof texts): ArticleView {
  const text = texts[key];
  const url = `/${text.lang.toLowerCase()}`;
  const [one = '', two = '', three = ''] = text.paragraphs;
  const [h1 = '', h2 = '', h3 = ''] = text.heads;
  const html = `${one}${two}<h2 id="t-1">${h1}</h2>${three}${two}<blockquote>${one}</blockquote>
<h2 id="t-2">${h2}</h2>${one}<ul><li>${h1}</li><li>${h3}</li></ul>${three}<h2 id="t-3">${h3}</h2>${two}
<p>${h2}<sup class="footnote-ref"><a id="t-ref-1" href="#t-note-1" role="doc-noteref">1</a></sup></p>
<div class="table-scroll"><table><thead><tr><th>${h1}</th><th class="align-right">1916</th></tr></thead><tbody><tr><td>${h2}</td><td class="align-right">2026</td></tr></tbody></table></div>
<section class="footnotes" role="doc-endnotes"><hr>
<ol>
<li id="t-note-1"><p>${h3} <a class="footnote-back" href="#t-ref-1" role="doc-backlink">↑</a></p></li></ol>
</section>`;
  const others = Object.values(texts).filter((other) => other.lang !== text.lang);
  return marked({
    id: id(1),
    lang: text.lang,
    path: `${url}/2026/11/ferry`,
    title: text.title,
    excerpt: text.excerpt,
    header,
    published_at: at,
    changed_at: at + 90_000_000,
    reading_minutes: 6,
    translators: [text.translator],
    topics: [{ slug: 'rivers', name: text.topic, path: `${url}/topics/rivers` }],
    story_id: id(2),
    month: '2026-11',
    revision: 2,
    html,
    words: 900,
    byline: 'Harbour desk',
    repost: { name: 'Harbour Wire', url: 'https://wire.example/1' },
    sources: [
      {
        url: 'https://harbour.example/news/the-last-cable-ferry',
        title: 'The last cable ferry',
        publisher: 'Harbour Gazette',
        lang: 'en',
      },
    ],
    credits: [
      {
        role: 'translator',
        name: text.translator,
        path: `${url}/people/a`,
        affiliation: 'Harbour desk',
        as_written: '',
      },
      { role: 'proofreader', name: 'Nils Arvid', path: `${url}/people/b`, as_written: '' },
      {
        role: 'editor',
        name: 'Mina Okafor',
        path: `${url}/people/c`,
        as_written: '编剧&发布',
        url: 'https://mina.example/',
      },
      { role: 'publisher', name: 'Mina Okafor', path: `${url}/people/c`, as_written: '编剧&发布' },
    ],
    disclaimer: text.disclaimer,
    footer_links: [
      { text: 'About the harbour desk', url: 'https://harbour.example/about' },
      { text: 'Terms of use', url: 'https://harbour.example/terms' },
    ],
    siblings: others.map((other) => ({
      lang: other.lang,
      path: `/${other.lang.toLowerCase()}/2026/11/ferry`,
    })),
    corrections: [
      { kind: 'translation_error', note: 'The rope is of steel, not of hemp.', at: at + 90_000_000 },
    ],
    related: [1, 2, 3].map((n) => ({
      id: id(10 + n),
      lang: text.lang,
      path: `${url}/2026/11/r${n}`,
      title: text.title,
      published_at: at,
    })),
  });
}

const headlines: Record<keyof typeof texts, string[]> = {
  en: [
    'Eels return to the upper Ash',
    'A night bus for the bakers of the east bank',
    'The observatory that looks only at one moon',
    'Woodblock printers open their drawers',
    'What the weir keeper wrote down for forty years',
    'Salt, and who is allowed to carry it',
  ],
  zh: [
    '鳗鱼重回灰河上游',
    '东岸面包师的夜班公交',
    '只看一颗卫星的天文台',
    '木版印刷师傅打开了抽屉',
    '守堰人四十年的记录',
    '盐，以及谁可以运盐',
  ],
  ar: [
    'الأنقليس يعود إلى أعالي النهر',
    'حافلة ليلية لخبّازي الضفة الشرقية',
    'مرصد لا ينظر إلا إلى قمر واحد',
    'طبّاعو الخشب يفتحون أدراجهم',
    'ما دوّنه حارس السد طوال أربعين عامًا',
    'الملح ومن يحق له حمله',
  ],
};

/** Cards enough for a lead, a second row, sections and a rest. */
export function cardsOf(key: keyof typeof texts): CardView[] {
  const lead = articleOf(key);
  const { lang } = lead;
  const path = `/${lang.toLowerCase()}`;
  const topics = [
    { slug: 'rivers', name: texts[key].topic, path: `${path}/topics/rivers` },
    { slug: 'work', name: headlines[key][1] ?? '', path: `${path}/topics/work` },
  ];
  const cards = Array.from({ length: 22 }, (_, n): CardView => {
    const topic = topics[n % 3];
    return marked({
      id: id(100 + n),
      lang,
      path: `${path}/2026/11/a${n}`,
      title: headlines[key][n % 6] ?? '',
      excerpt: texts[key].excerpt,
      ...(n % 4 === 3 ? {} : { header: { ...header, sha256: `${(n % 10).toString()}`.repeat(64) } }),
      published_at: at - n * 80_000_000,
      reading_minutes: 3,
      translators: n % 2 === 0 ? [texts[key].translator] : [texts[key].translator, 'Nils Arvid'],
      topics: topic ? [topic] : [],
    });
  });
  return [lead, ...cards];
}

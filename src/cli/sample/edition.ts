/** The sample edition's table of contents. The texts are our own; the places and people in them are invented. */
export interface SampleArticle {
  /** Markdown beside this file. */
  file: string;
  lang: string;
  slug: string;
  /** Articles with the same source are one story in several languages. */
  source_url: string;
  source_lang: string;
  /** In the words of the article's language. */
  topics: string[];
  /** JPEG in `pictures/`. */
  picture?: string;
}

const eels = {
  source_url: 'https://www.example.org/litoral/2026/enguias-de-almoura',
  source_lang: 'pt',
  picture: 'river.jpeg',
};
const jupiter = {
  source_url: 'https://www.example.org/ladera/ciencia/escuela-jupiter',
  source_lang: 'es',
  picture: 'night-sky.jpeg',
};
const nightBus = {
  source_url: 'https://www.example.org/stadtblatt/nachtbus-hartenfels',
  source_lang: 'de',
  picture: 'night-bus.jpeg',
};
const woodblock = {
  source_url: 'https://www.example.org/kirigaya/bunka/chizu-hori',
  source_lang: 'ja',
};
const ferry = {
  source_url: 'https://www.example.org/sundposten/kultur/radio-i-ferjekoen',
  source_lang: 'nb',
};

/** In the order of publication: the last of each language leads its front page. */
export const sampleEdition: readonly SampleArticle[] = [
  { ...ferry, file: 'ferry.en.md', lang: 'en', slug: 'radio-for-the-ferry-queue', topics: ['Culture'] },
  { ...woodblock, file: 'woodblock.ar.md', lang: 'ar', slug: 'آخر-من-ينقش-الخرائط', topics: ['الثقافة'] },
  {
    ...woodblock,
    file: 'woodblock.zh-hans.md',
    lang: 'zh-Hans',
    slug: '最后一位刻地图的人',
    topics: ['文化'],
  },
  { ...jupiter, file: 'jupiter.en.md', lang: 'en', slug: 'a-school-listens-to-jupiter', topics: ['Science'] },
  {
    ...jupiter,
    file: 'jupiter.zh-hans.md',
    lang: 'zh-Hans',
    slug: '用四十米晾衣绳聆听木星',
    topics: ['科学'],
  },
  { ...nightBus, file: 'nightbus.ar.md', lang: 'ar', slug: 'حافلة-الليل', topics: ['المدينة'] },
  {
    ...nightBus,
    file: 'nightbus.zh-hans.md',
    lang: 'zh-Hans',
    slug: '会问你去哪儿的夜班公交',
    topics: ['城市'],
  },
  { ...nightBus, file: 'nightbus.en.md', lang: 'en', slug: 'night-bus-that-asks', topics: ['City life'] },
  { ...eels, file: 'eels.ar.md', lang: 'ar', slug: 'البلدة-التي-فتحت-بواباتها', topics: ['البيئة'] },
  { ...eels, file: 'eels.zh-hans.md', lang: 'zh-Hans', slug: '小镇为鳗鱼打开了水闸', topics: ['环境'] },
  {
    ...eels,
    file: 'eels.en.md',
    lang: 'en',
    slug: 'the-town-that-opened-its-weirs',
    topics: ['Environment'],
  },
];

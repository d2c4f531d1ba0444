/** The sample edition's table of contents. The texts are our own; the places and people in them are invented. */
export interface SampleArticle {
  /** Markdown beside this file. */
  file: string;
  lang: string;
  slug: string;
  /** Articles with the same source are one story in several languages. */
  source_url: string;
  source_lang: string;
  topics: string[];
  /** JPEG in `pictures/`. */
  picture?: string;
}

const eels = {
  source_url: 'https://www.example.org/litoral/2026/enguias-de-almoura',
  source_lang: 'pt',
  topics: ['environment'],
  picture: 'river.jpeg',
};
const jupiter = {
  source_url: 'https://www.example.org/ladera/ciencia/escuela-jupiter',
  source_lang: 'es',
  topics: ['science'],
  picture: 'night-sky.jpeg',
};
const nightBus = {
  source_url: 'https://www.example.org/stadtblatt/nachtbus-hartenfels',
  source_lang: 'de',
  topics: ['city'],
  picture: 'night-bus.jpeg',
};
const woodblock = {
  source_url: 'https://www.example.org/kirigaya/bunka/chizu-hori',
  source_lang: 'ja',
  topics: ['culture'],
};
const ferry = {
  source_url: 'https://www.example.org/sundposten/kultur/radio-i-ferjekoen',
  source_lang: 'nb',
  topics: ['culture'],
};

/** In the order of publication: the last of each language leads its front page. */
export const sampleEdition: readonly SampleArticle[] = [
  { ...ferry, file: 'ferry.en.md', lang: 'en', slug: 'radio-for-the-ferry-queue' },
  { ...woodblock, file: 'woodblock.ar.md', lang: 'ar', slug: 'آخر-من-ينقش-الخرائط' },
  { ...woodblock, file: 'woodblock.zh-hans.md', lang: 'zh-Hans', slug: '最后一位刻地图的人' },
  { ...jupiter, file: 'jupiter.en.md', lang: 'en', slug: 'a-school-listens-to-jupiter' },
  { ...jupiter, file: 'jupiter.zh-hans.md', lang: 'zh-Hans', slug: '用四十米晾衣绳聆听木星' },
  { ...nightBus, file: 'nightbus.ar.md', lang: 'ar', slug: 'حافلة-الليل' },
  { ...nightBus, file: 'nightbus.zh-hans.md', lang: 'zh-Hans', slug: '会问你去哪儿的夜班公交' },
  { ...nightBus, file: 'nightbus.en.md', lang: 'en', slug: 'night-bus-that-asks' },
  { ...eels, file: 'eels.ar.md', lang: 'ar', slug: 'البلدة-التي-فتحت-بواباتها' },
  { ...eels, file: 'eels.zh-hans.md', lang: 'zh-Hans', slug: '小镇为鳗鱼打开了水闸' },
  { ...eels, file: 'eels.en.md', lang: 'en', slug: 'the-town-that-opened-its-weirs' },
];

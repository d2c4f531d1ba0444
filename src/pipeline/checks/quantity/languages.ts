/** How languages write numbers with digits: separators and the words that scale them. */
import { baseOf, writesHan } from '../../segments/language.ts';

export interface Notation {
  /** Which mark before exactly three digits groups; `both` where countries of the language differ. */
  groups: ',' | '.' | 'both';
  /** A plain space between groups of three, too common elsewhere as a space between two numbers. */
  spaced: boolean;
  /** Words after a number that scale it, lower case. */
  scales: ReadonlyMap<string, number>;
  /** The scale words where a figure ends: matched against the text from there. */
  scale: RegExp;
}

const spaced = new Set([
  'fr',
  'cs',
  'sk',
  'pl',
  'ru',
  'uk',
  'bg',
  'sv',
  'nb',
  'no',
  'da',
  'fi',
  'hu',
  'et',
  'lv',
  'lt',
]);
const commaDecimal = new Set([
  ...spaced,
  'de',
  'it',
  'nl',
  'id',
  'tr',
  'vi',
  'el',
  'ro',
  'hr',
  'sr',
  'sl',
  'ca',
]);
const mixed = new Set(['es', 'pt', 'ar', 'fa']);

/** Short and long scale differ by language: a German Billion is an English trillion. */
const scaleWords: Record<string, string> = {
  en: 'hundred 100 thousand 1e3 million 1e6 mln 1e6 billion 1e9 bln 1e9 bn 1e9 trillion 1e12 tn 1e12 lakh 1e5 lakhs 1e5 crore 1e7 crores 1e7 dozen 12',
  de: 'hundert 100 tausend 1e3 tsd. 1e3 tsd 1e3 million 1e6 millionen 1e6 mio 1e6 milliarde 1e9 milliarden 1e9 mrd 1e9 billion 1e12 billionen 1e12 dutzend 12',
  fr: 'cent 100 cents 100 mille 1e3 million 1e6 millions 1e6 milliard 1e9 milliards 1e9 md 1e9 mds 1e9 billion 1e12 billions 1e12',
  es: 'mil 1e3 millón 1e6 millon 1e6 millones 1e6 billón 1e12 billon 1e12 billones 1e12',
  pt: 'mil 1e3 milhão 1e6 milhões 1e6 mi 1e6 bilhão 1e9 bilhões 1e9 bi 1e9 trilhão 1e12 trilhões 1e12 tri 1e12 bilião 1e12 biliões 1e12',
  it: 'mila 1e3 milione 1e6 milioni 1e6 mln 1e6 miliardo 1e9 miliardi 1e9 mld 1e9 bilione 1e12 bilioni 1e12',
  nl: 'honderd 100 duizend 1e3 miljoen 1e6 mln 1e6 miljard 1e9 mld 1e9 biljoen 1e12',
  sv: 'tusen 1e3 miljon 1e6 miljoner 1e6 miljard 1e9 miljarder 1e9 mn 1e6 mdr 1e9 biljon 1e12 biljoner 1e12',
  da: 'tusind 1e3 million 1e6 millioner 1e6 mio 1e6 milliard 1e9 milliarder 1e9 mia. 1e9 mia 1e9 mrd 1e9 billion 1e12 billioner 1e12',
  nb: 'tusen 1e3 million 1e6 millioner 1e6 mill 1e6 milliard 1e9 milliarder 1e9 mrd 1e9 billion 1e12 billioner 1e12',
  cs: 'tisíc 1e3 tisíce 1e3 tisíců 1e3 tisícům 1e3 tisících 1e3 tis. 1e3 tis 1e3 milion 1e6 milionu 1e6 miliony 1e6 milionů 1e6 milionům 1e6 milionech 1e6 mil. 1e6 mil 1e6 miliarda 1e9 miliardu 1e9 miliardy 1e9 miliard 1e9 miliardám 1e9 miliardách 1e9 mld 1e9 bilion 1e12 bilionu 1e12 biliony 1e12 bilionů 1e12',
  pl: 'tysiąc 1e3 tysiące 1e3 tysięcy 1e3 tysiącom 1e3 tysiącach 1e3 tys. 1e3 tys 1e3 milion 1e6 miliona 1e6 miliony 1e6 milionów 1e6 milionom 1e6 milionach 1e6 milionami 1e6 mln 1e6 miliard 1e9 miliarda 1e9 miliardy 1e9 miliardów 1e9 miliardom 1e9 miliardach 1e9 miliardami 1e9 mld 1e9 bilion 1e12 biliona 1e12 biliony 1e12 bilionów 1e12',
  ru: 'тысяча 1e3 тысячи 1e3 тысяч 1e3 тысячу 1e3 тысяче 1e3 тысячей 1e3 тысячам 1e3 тысячами 1e3 тысячах 1e3 тыс. 1e3 тыс 1e3 миллион 1e6 миллиона 1e6 миллионов 1e6 миллиону 1e6 миллионе 1e6 миллионом 1e6 миллионам 1e6 миллионами 1e6 миллионах 1e6 млн 1e6 миллиард 1e9 миллиарда 1e9 миллиардов 1e9 миллиарду 1e9 миллиарде 1e9 миллиардом 1e9 миллиардам 1e9 миллиардами 1e9 миллиардах 1e9 млрд 1e9 триллион 1e12 триллиона 1e12 триллионов 1e12 триллиону 1e12 триллионе 1e12 триллионам 1e12 триллионами 1e12 триллионах 1e12 трлн 1e12',
  uk: 'тисяча 1e3 тисячі 1e3 тисяч 1e3 тисячу 1e3 тисячам 1e3 тисячами 1e3 тисячах 1e3 тис. 1e3 тис 1e3 мільйон 1e6 мільйона 1e6 мільйони 1e6 мільйонів 1e6 мільйонам 1e6 мільйонами 1e6 мільйонах 1e6 млн 1e6 мільярд 1e9 мільярда 1e9 мільярди 1e9 мільярдів 1e9 мільярдам 1e9 мільярдами 1e9 мільярдах 1e9 млрд 1e9 трильйон 1e12 трильйона 1e12 трильйонів 1e12 трлн 1e12',
  ar: 'ألف 1e3 آلاف 1e3 ألفا 1e3 ألفًا 1e3 ألفاً 1e3 مليون 1e6 مليونا 1e6 مليونًا 1e6 مليوناً 1e6 ملايين 1e6 مليار 1e9 مليارا 1e9 مليارًا 1e9 ملياراً 1e9 مليارات 1e9 بليون 1e9 ترليون 1e12 تريليون 1e12 تريليونا 1e12 تريليونًا 1e12 تريليوناً 1e12 تريليونات 1e12',
  fa: 'هزار 1e3 میلیون 1e6 ميليون 1e6 میلیونی 1e6 میلیارد 1e9 ميليارد 1e9 میلیاردی 1e9 تریلیون 1e12',
  hi: 'सौ 100 हजार 1e3 हज़ार 1e3 लाख 1e5 करोड़ 1e7 अरब 1e9 खरब 1e11 मिलियन 1e6 बिलियन 1e9 ट्रिलियन 1e12',
  vi: 'trăm 100 nghìn 1e3 ngàn 1e3 vạn 1e4 triệu 1e6 tỷ 1e9 tỉ 1e9',
  id: 'ribu 1e3 rb 1e3 juta 1e6 jt 1e6 miliar 1e9 triliun 1e12',
  ms: 'ribu 1e3 juta 1e6 bilion 1e9 trilion 1e12',
  tr: 'bin 1e3 bini 1e3 bine 1e3 binin 1e3 binden 1e3 binlik 1e3 milyon 1e6 milyonu 1e6 milyona 1e6 milyonun 1e6 milyonda 1e6 milyondan 1e6 milyonluk 1e6 milyar 1e9 milyarı 1e9 milyara 1e9 milyarın 1e9 milyarda 1e9 milyardan 1e9 milyarlık 1e9 trilyon 1e12 trilyonu 1e12 trilyona 1e12 trilyonluk 1e12 mn 1e6 mr 1e9 tn 1e12',
  fi: 'sata 100 sataa 100 tuhat 1e3 tuhatta 1e3 tuhannen 1e3 miljoona 1e6 miljoonaa 1e6 miljoonan 1e6 milj. 1e6 miljardi 1e9 miljardia 1e9 miljardin 1e9 mrd. 1e9 biljoona 1e12 biljoonaa 1e12 biljoonan 1e12',
  hu: 'száz 100 ezer 1e3 ezret 1e3 ezres 1e3 ezren 1e3 millió 1e6 milliót 1e6 milliós 1e6 millióan 1e6 millióra 1e6 milliárd 1e9 milliárdot 1e9 milliárdos 1e9 milliárdra 1e9 billió 1e12 billiót 1e12 billiós 1e12',
  ro: 'mie 1e3 mii 1e3 de_mii 1e3 milion 1e6 milioane 1e6 de_milioane 1e6 mil. 1e6 miliard 1e9 miliarde 1e9 de_miliarde 1e9 mld. 1e9 trilioane 1e12',
  bg: 'хиляда 1e3 хиляди 1e3 хил. 1e3 милион 1e6 милиона 1e6 милиони 1e6 млн. 1e6 млн 1e6 милиард 1e9 милиарда 1e9 милиарди 1e9 млрд. 1e9 млрд 1e9 трилион 1e12 трилиона 1e12 трилиони 1e12 трлн. 1e12 трлн 1e12',
  el: 'χιλιάδες 1e3 χιλιάδων 1e3 χιλ. 1e3 εκατομμύριο 1e6 εκατομμύρια 1e6 εκατομμυρίου 1e6 εκατομμυρίων 1e6 εκατ. 1e6 εκ. 1e6 δισεκατομμύριο 1e9 δισεκατομμύρια 1e9 δισεκατομμυρίου 1e9 δισεκατομμυρίων 1e9 δισ. 1e9 τρισεκατομμύριο 1e12 τρισεκατομμύρια 1e12 τρισεκατομμυρίων 1e12 τρισ. 1e12',
  he: 'אלף 1e3 אלפים 1e3 אלפי 1e3 מיליון 1e6 מיליוני 1e6 מיליארד 1e9 מיליארדי 1e9 טריליון 1e12',
  hr: 'tisuća 1e3 tisuće 1e3 tisuću 1e3 tis. 1e3 milijun 1e6 milijuna 1e6 milijuni 1e6 mil. 1e6 milijarda 1e9 milijarde 1e9 milijardi 1e9 milijardu 1e9 mlrd. 1e9 bilijun 1e12 bilijuna 1e12',
  sr: 'hiljada 1e3 hiljade 1e3 hiljadu 1e3 milion 1e6 miliona 1e6 milioni 1e6 milijarda 1e9 milijarde 1e9 milijardi 1e9 milijardu 1e9 хиљада 1e3 хиљаде 1e3 хиљаду 1e3 милион 1e6 милиона 1e6 милиони 1e6 милијарда 1e9 милијарде 1e9 милијарди 1e9 милијарду 1e9',
  sk: 'tisíc 1e3 tisíce 1e3 tisícov 1e3 tis. 1e3 milión 1e6 milióna 1e6 milióny 1e6 miliónov 1e6 miliónoch 1e6 mil. 1e6 miliarda 1e9 miliardu 1e9 miliardy 1e9 miliárd 1e9 mld. 1e9 bilión 1e12 bilióna 1e12 bilióny 1e12 biliónov 1e12',
  sl: 'tisoč 1e3 tisoče 1e3 milijon 1e6 milijona 1e6 milijoni 1e6 milijone 1e6 milijonov 1e6 milijarda 1e9 milijarde 1e9 milijardi 1e9 milijard 1e9 bilijon 1e12 bilijona 1e12 bilijonov 1e12',
  lt: 'tūkstantis 1e3 tūkstančiai 1e3 tūkstančius 1e3 tūkstančių 1e3 tūkst. 1e3 milijonas 1e6 milijonai 1e6 milijonus 1e6 milijonų 1e6 milijono 1e6 mln. 1e6 mln 1e6 milijardas 1e9 milijardai 1e9 milijardus 1e9 milijardų 1e9 milijardo 1e9 mlrd. 1e9 mlrd 1e9',
  et: 'sada 100 tuhat 1e3 tuhande 1e3 miljon 1e6 miljonit 1e6 miljoni 1e6 mln 1e6 miljard 1e9 miljardit 1e9 miljardi 1e9 mld 1e9 triljon 1e12 triljonit 1e12 triljoni 1e12',
  ca: 'mil 1e3 milers 1e3 milió 1e6 milions 1e6 de_milions 1e6 bilió 1e12 bilions 1e12',
  ur: 'ہزار 1e3 لاکھ 1e5 کروڑ 1e7 ارب 1e9 ملین 1e6 بلین 1e9',
  bn: 'হাজার 1e3 লাখ 1e5 লক্ষ 1e5 কোটি 1e7 মিলিয়ন 1e6 বিলিয়ন 1e9',
  th: 'พัน 1e3 หมื่น 1e4 แสน 1e5 ล้าน 1e6',
};

function notation(base: string): Notation {
  const table = (scaleWords[base] ?? scaleWords.en ?? '').split(' ');
  const scales = new Map<string, number>();
  for (let n = 0; n < table.length; n += 2)
    scales.set((table[n] ?? '').replace('_', ' '), Number(table[n + 1]));
  const words = [...scales.keys()]
    .sort((a, b) => b.length - a.length)
    .join('|')
    .replaceAll('.', '\\.');
  const bounded = base === 'th' ? '' : '(?![\\p{L}\\p{M}\\d])';
  return {
    groups: mixed.has(base) ? 'both' : commaDecimal.has(base) ? '.' : ',',
    spaced: spaced.has(base),
    scales,
    scale: new RegExp(`^[\\s\\u00a0-]{0,2}(${words})${bounded}`, 'iu'),
  };
}

const english = notation('en');
const unknown: Notation = { ...english, groups: 'both' };
const notations = new Map(
  [...Object.keys(scaleWords), ...commaDecimal, ...mixed].map((base) => [base, notation(base)]),
);

/** The notation of a language; of one that is not listed, that of English with either separator. */
export const notationOf = (lang: string): Notation =>
  notations.get(baseOf(lang)) ?? (readsScales(lang) ? english : unknown);

/** Without the scale words of a language, "1,2 milioi" would be 1.2: what differs there is a doubt and no more. */
export const readsScales = (lang: string): boolean =>
  scaleWords[baseOf(lang)] !== undefined || baseOf(lang) === 'ko' || writesHan(lang);

/** Number words of the main languages. */
export interface Lexicon {
  numbers: ReadonlyMap<string, number>;
  /** Words that join number words and count nothing. */
  joins: ReadonlySet<string>;
  /** Parts inside a word written in one. */
  glue: ReadonlySet<string>;
  glued: boolean;
  unitsFirst: boolean;
  /** French counts fourscore. */
  scores: boolean;
  longest: number;
}

interface Words {
  /** 0 to 19, then 20, 30 … 90, then other words as `word value`. */
  small: string;
  tens: string;
  more: string;
  joins?: string;
  glue?: string;
  unitsFirst?: true;
  scores?: true;
}

const words: Record<string, Words> = {
  en: {
    small:
      'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    tens: 'twenty thirty forty fifty sixty seventy eighty ninety',
    more: 'hundred 100 thousand 1e3 million 1e6 billion 1e9 trillion 1e12',
    joins: 'and',
  },
  de: {
    small:
      'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
    tens: 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
    more: 'ein 1 eine 1 einer 1 hundert 100 tausend 1e3 million 1e6 millionen 1e6 milliarde 1e9 milliarden 1e9 billion 1e12 billionen 1e12',
    glue: 'und',
    unitsFirst: true,
  },
  nl: {
    small:
      'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
    tens: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
    more: 'één 1 honderd 100 duizend 1e3 miljoen 1e6 miljard 1e9 biljoen 1e12',
    glue: 'en ën',
    unitsFirst: true,
  },
  fr: {
    small:
      'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf',
    tens: 'vingt trente quarante cinquante soixante septante huitante nonante',
    more: 'une 1 vingts 20 cent 100 cents 100 mille 1e3 million 1e6 millions 1e6 milliard 1e9 milliards 1e9',
    joins: 'et',
    scores: true,
  },
  es: {
    small:
      'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve',
    tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    more: 'un 1 una 1 veintiuno 21 veintiún 21 veintidós 22 veintitrés 23 veinticuatro 24 veinticinco 25 veintiséis 26 veintisiete 27 veintiocho 28 veintinueve 29 cien 100 ciento 100 doscientos 200 doscientas 200 trescientos 300 trescientas 300 cuatrocientos 400 cuatrocientas 400 quinientos 500 quinientas 500 seiscientos 600 seiscientas 600 setecientos 700 setecientas 700 ochocientos 800 ochocientas 800 novecientos 900 novecientas 900 mil 1e3 millón 1e6 millones 1e6',
    joins: 'y',
  },
  pt: {
    small:
      'zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove',
    tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
    more: 'uma 1 duas 2 dezasseis 16 dezassete 17 dezanove 19 cem 100 cento 100 duzentos 200 duzentas 200 trezentos 300 trezentas 300 quatrocentos 400 quatrocentas 400 quinhentos 500 quinhentas 500 seiscentos 600 seiscentas 600 setecentos 700 setecentas 700 oitocentos 800 oitocentas 800 novecentos 900 novecentas 900 mil 1e3 milhão 1e6 milhões 1e6',
    joins: 'e',
  },
  it: {
    small:
      'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
    tens: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
    more: 'un 1 una 1 vent 20 trent 30 quarant 40 cinquant 50 sessant 60 settant 70 ottant 80 novant 90 tré 3 cento 100 mille 1e3 mila 1e3 milione 1e6 milioni 1e6 miliardo 1e9 miliardi 1e9',
    glue: 'e',
  },
  ru: {
    small:
      'ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать',
    tens: 'двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто',
    more: 'одна 1 две 2 двух 2 трёх 3 трех 3 сто 100 двести 200 триста 300 четыреста 400 пятьсот 500 шестьсот 600 семьсот 700 восемьсот 800 девятьсот 900 тысяча 1e3 тысячи 1e3 тысяч 1e3 миллион 1e6 миллиона 1e6 миллионов 1e6 миллиард 1e9 миллиарда 1e9 миллиардов 1e9',
  },
};

function lexicon(source: Words): Lexicon {
  const numbers = new Map<string, number>();
  source.small.split(' ').forEach((word, value) => {
    numbers.set(word, value);
  });
  source.tens.split(' ').forEach((word, n) => {
    numbers.set(word, 20 + 10 * n);
  });
  const more = source.more.split(' ');
  for (let n = 0; n < more.length; n += 2) numbers.set(more[n] ?? '', Number(more[n + 1]));
  return {
    numbers,
    joins: new Set(source.joins?.split(' ')),
    glue: new Set(source.glue?.split(' ')),
    glued: source.glue !== undefined,
    unitsFirst: source.unitsFirst === true,
    scores: source.scores === true,
    longest: Math.max(...[...numbers.keys()].map((word) => word.length)),
  };
}

const lexicons = new Map(Object.entries(words).map(([base, source]) => [base, lexicon(source)]));

/** The number words of a language by its language subtag. */
export const lexiconOf = (base: string): Lexicon | undefined => lexicons.get(base);

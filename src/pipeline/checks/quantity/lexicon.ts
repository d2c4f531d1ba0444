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
  /** Ten is multiplied by what is before it (hai mươi) and added to by what follows (mười hai). */
  openTen: boolean;
  /** Ten after a unit makes a teen: خمسة عشر. */
  teens: boolean;
  /** Forms that are one in the accusative and two in the nominative: مليونا. */
  duals: ReadonlySet<string>;
  longest: number;
}

interface Words {
  /** 0 to 19, then 20, 30 … 90, then other words as `word value`. */
  small: string;
  tens?: string;
  more: string;
  joins?: string;
  glue?: string;
  unitsFirst?: true;
  scores?: true;
  openTen?: true;
  teens?: true;
  duals?: string;
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
    more: 'une 1 vingts 20 cent 100 cents 100 mille 1e3 million 1e6 millions 1e6 milliard 1e9 milliards 1e9 billion 1e12 billions 1e12',
    joins: 'et',
    scores: true,
  },
  es: {
    small:
      'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve',
    tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    more: 'un 1 una 1 veintiuno 21 veintiún 21 veintidós 22 veintitrés 23 veinticuatro 24 veinticinco 25 veintiséis 26 veintisiete 27 veintiocho 28 veintinueve 29 cien 100 ciento 100 doscientos 200 doscientas 200 trescientos 300 trescientas 300 cuatrocientos 400 cuatrocientas 400 quinientos 500 quinientas 500 seiscientos 600 seiscientas 600 setecientos 700 setecientas 700 ochocientos 800 ochocientas 800 novecientos 900 novecientas 900 mil 1e3 millón 1e6 millones 1e6 billón 1e12 billones 1e12',
    joins: 'y',
  },
  pt: {
    small:
      'zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove',
    tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
    more: 'uma 1 duas 2 dezasseis 16 dezassete 17 dezanove 19 cem 100 cento 100 duzentos 200 duzentas 200 trezentos 300 trezentas 300 quatrocentos 400 quatrocentas 400 quinhentos 500 quinhentas 500 seiscentos 600 seiscentas 600 setecentos 700 setecentas 700 oitocentos 800 oitocentas 800 novecentos 900 novecentas 900 mil 1e3 milhão 1e6 milhões 1e6 bilhão 1e9 bilhões 1e9 bilião 1e12 biliões 1e12 trilhão 1e12 trilhões 1e12',
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
    more: 'одна 1 одной 1 две 2 двух 2 трёх 3 трех 3 четырёх 4 четырех 4 пяти 5 шести 6 семи 7 восьми 8 девяти 9 десяти 10 одиннадцати 11 двенадцати 12 тринадцати 13 четырнадцати 14 пятнадцати 15 шестнадцати 16 семнадцати 17 восемнадцати 18 девятнадцати 19 двадцати 20 тридцати 30 сорока 40 пятидесяти 50 шестидесяти 60 семидесяти 70 восьмидесяти 80 девяноста 90 ста 100 двухсот 200 трёхсот 300 трехсот 300 четырёхсот 400 четырехсот 400 пятисот 500 шестисот 600 семисот 700 восьмисот 800 девятисот 900 сто 100 двести 200 триста 300 четыреста 400 пятьсот 500 шестьсот 600 семьсот 700 восемьсот 800 девятьсот 900 тысяча 1e3 тысячи 1e3 тысяч 1e3 тысячу 1e3 тысячам 1e3 миллион 1e6 миллиона 1e6 миллионов 1e6 миллиард 1e9 миллиарда 1e9 миллиардов 1e9 триллион 1e12 триллиона 1e12 триллионов 1e12',
  },
  ar: {
    small: 'صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة',
    tens: 'عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون',
    more: 'واحدة 1 أحد 1 إحدى 1 اثنين 2 اثنا 2 اثني 2 اثنتان 2 اثنتين 2 ثلاث 3 أربع 4 خمس 5 ست 6 سبع 7 ثماني 8 ثمان 8 تسع 9 عشر 10 عشرين 20 ثلاثين 30 أربعين 40 خمسين 50 ستين 60 سبعين 70 ثمانين 80 تسعين 90 مئة 100 مائة 100 مئتان 200 مئتين 200 مئتي 200 مائتان 200 مائتين 200 مائتي 200 ألف 1e3 ألفا 1e3 ألفًا 1e3 ألفاً 1e3 آلاف 1e3 ألفان 2e3 ألفين 2e3 ألفي 2e3 مليون 1e6 مليونا 1e6 مليونًا 1e6 مليوناً 1e6 ملايين 1e6 مليونان 2e6 مليونين 2e6 مليوني 2e6 مليار 1e9 ملياران 2e9 مليارين 2e9 ملياري 2e9 مليارات 1e9 تريليون 1e12 تريليونات 1e12 مليارا 1e9 مليارًا 1e9 ملياراً 1e9 الأول 1 الحادي 1 الثاني 2 الثالث 3 الرابع 4 الخامس 5 السادس 6 السابع 7 الثامن 8 التاسع 9 العاشر 10 العشرين 20 الثلاثين 30',
    teens: true,
    duals: 'ألفا مليونا مليارا',
    glue: 'و',
    unitsFirst: true,
  },
  fa: {
    small: 'صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده',
    tens: 'بیست سی چهل پنجاه شصت هفتاد هشتاد نود',
    more: 'صد 100 یکصد 100 دویست 200 سیصد 300 چهارصد 400 پانصد 500 ششصد 600 هفتصد 700 هشتصد 800 نهصد 900 هزار 1e3 میلیون 1e6 میلیارد 1e9 تریلیون 1e12 اول 1 یکم 1 دوم 2 سوم 3 چهارم 4 پنجم 5 ششم 6 هفتم 7 هشتم 8 نهم 9 دهم 10 یازدهم 11 دوازدهم 12 سیزدهم 13 چهاردهم 14 پانزدهم 15 شانزدهم 16 هفدهم 17 هجدهم 18 نوزدهم 19 بیستم 20',
    joins: 'و',
  },
  hi: {
    small: 'शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस',
    tens: 'बीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे',
    more: 'इक्कीस 21 बाईस 22 तेईस 23 चौबीस 24 पच्चीस 25 छब्बीस 26 सत्ताईस 27 अट्ठाईस 28 उनतीस 29 इकतीस 31 बत्तीस 32 तैंतीस 33 चौंतीस 34 पैंतीस 35 छत्तीस 36 सैंतीस 37 अड़तीस 38 उनतालीस 39 इकतालीस 41 बयालीस 42 तैंतालीस 43 चौवालीस 44 पैंतालीस 45 छियालीस 46 सैंतालीस 47 अड़तालीस 48 उनचास 49 इक्यावन 51 बावन 52 तिरपन 53 चौवन 54 पचपन 55 छप्पन 56 सत्तावन 57 अट्ठावन 58 उनसठ 59 इकसठ 61 बासठ 62 तिरसठ 63 चौंसठ 64 पैंसठ 65 छियासठ 66 सड़सठ 67 अड़सठ 68 उनहत्तर 69 इकहत्तर 71 बहत्तर 72 तिहत्तर 73 चौहत्तर 74 पचहत्तर 75 छिहत्तर 76 सतहत्तर 77 अठहत्तर 78 उनासी 79 इक्यासी 81 बयासी 82 तिरासी 83 चौरासी 84 पचासी 85 छियासी 86 सत्तासी 87 अट्ठासी 88 नवासी 89 इक्यानवे 91 बानवे 92 तिरानवे 93 चौरानवे 94 पचानवे 95 छियानवे 96 सत्तानवे 97 अट्ठानवे 98 निन्यानवे 99 पांच 5 छः 6 पन्द्रह 15 सौ 100 हजार 1e3 हज़ार 1e3 लाख 1e5 करोड़ 1e7 अरब 1e9',
  },
  tr: {
    small: 'sıfır bir iki üç dört beş altı yedi sekiz dokuz on',
    tens: 'yirmi otuz kırk elli altmış yetmiş seksen doksan',
    more: 'yüz 100 bin 1e3 milyon 1e6 milyar 1e9 trilyon 1e12',
    openTen: true,
  },
  pl: {
    small:
      'zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście',
    tens: 'dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt',
    more: 'jedna 1 dwie 2 dwóch 2 trzech 3 sto 100 dwieście 200 trzysta 300 czterysta 400 pięćset 500 sześćset 600 siedemset 700 osiemset 800 dziewięćset 900 tysiąc 1e3 tysiące 1e3 tysięcy 1e3 milion 1e6 miliony 1e6 milionów 1e6 miliard 1e9 miliardy 1e9 miliardów 1e9',
  },
  cs: {
    small:
      'nula jeden dva tři čtyři pět šest sedm osm devět deset jedenáct dvanáct třináct čtrnáct patnáct šestnáct sedmnáct osmnáct devatenáct',
    tens: 'dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát',
    more: 'jedna 1 dvě 2 sto 100 stě 100 sta 100 set 100 tisíc 1e3 tisíce 1e3 milion 1e6 miliony 1e6 milionů 1e6 miliarda 1e9 miliardy 1e9 miliard 1e9',
  },
  id: {
    small: 'nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas',
    more: 'puluh 10 seratus 100 ratus 100 seribu 1e3 ribu 1e3 juta 1e6 miliar 1e9 triliun 1e12',
    openTen: true,
  },
  vi: {
    small: 'không một hai ba bốn năm sáu bảy tám chín mười',
    more: 'mốt 1 tư 4 lăm 5 nhăm 5 mươi 10 trăm 100 nghìn 1e3 ngàn 1e3 triệu 1e6 tỷ 1e9 tỉ 1e9',
    joins: 'linh lẻ',
    openTen: true,
  },
};

function lexicon(source: Words): Lexicon {
  const numbers = new Map<string, number>();
  source.small.split(' ').forEach((word, value) => {
    numbers.set(word, value);
  });
  source.tens?.split(' ').forEach((word, n) => {
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
    openTen: source.openTen === true,
    teens: source.teens === true,
    duals: new Set(source.duals?.split(' ')),
    longest: Math.max(...[...numbers.keys()].map((word) => word.length)),
  };
}

const lexicons = new Map(Object.entries(words).map(([base, source]) => [base, lexicon(source)]));

/** The number words of a language by its language subtag. */
export const lexiconOf = (base: string): Lexicon | undefined => lexicons.get(base);

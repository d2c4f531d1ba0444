import { baseOf } from '../../segments/language.ts';
import { lexiconOf } from './lexicon.ts';
import { type Quantity, quantity } from './quantity.ts';

/** Words and signs for a part or a multiple, in the main languages. They satisfy a number; none is missed. */
const parts: [words: string, values: number[]][] = [
  ['½', [0.5]],
  ['⅓', [1 / 3]],
  ['⅔', [2 / 3]],
  ['¼', [0.25]],
  ['¾', [0.75]],
  ['⅕', [0.2]],
  ['⅛', [0.125]],
  [
    'half|halves|halved|halb\\p{L}*|hälfte|nửa|yarı|yarısı|yarım|نیمی|आधे|आधी|半数|moitié|demi|demie|mitad|medio|media|metade|meio|metà|mezzo|половин\\p{L}*|polovin\\p{L}*|połow\\p{L}*|一半|半|半分|절반|نصف|نیم|आधा',
    [0.5, 30],
  ],
  ['thirds?|drittel|tiers|tercios?|terços?|terz[oi]|трет\\p{L}*|třetin\\p{L}*', [1 / 3, 3]],
  ['two[- ]thirds|zwei drittel|deux tiers|dos tercios|dois terços|due terzi|две трети|dvě třetiny', [2 / 3]],
  ['quarters?|viertel|quarts?|cuartos?|quartos?|quart[oi]|четверт\\p{L}*|čtvrtin\\p{L}*', [0.25, 3, 15, 4]],
  ['three[- ]quarters|drei viertel|trois quarts|tres cuartos|três quartos|tre quarti|три четверти', [0.75]],
  ['a fifth|one[- ]fifth|fifths|fünftel|cinquième', [0.2, 5]],
  ['anderthalb|eineinhalb|полтора|полторы|полутора|डेढ़|półtora', [1.5]],
  ['zweieinhalb|ढाई', [2.5]],
  ['ثلث|یک سوم|एक तिहाई|một phần ba|üçte bir', [1 / 3, 3]],
  ['ثلثا|ثلثي|ثلثين|دو سوم|दो तिहाई|hai phần ba|üçte iki', [2 / 3]],
  ['ربع|یک چهارم|एक चौथाई|một phần tư|dörtte bir|çeyrek', [0.25, 15, 4]],
  ['ثلاثة أرباع|سه چهارم|तीन चौथाई|ba phần tư|dörtte üç', [0.75]],
  ['یک پنجم|một phần năm|beşte bir', [0.2]],
  ['dizaine|decena|dezena|decina|chục|десяток', [10]],
  ['quinzaine|quincena|quinzena', [15]],
  ['vingtaine|veintena|vintena|ventina', [20]],
  ['trentaine|treintena|trintena|trentina', [30]],
  ['quarantaine|cuarentena', [40]],
  ['cinquantaine|cincuentena', [50]],
  ['soixantaine', [60]],
  ['centaine|centenar|centena|centinaio|сотня|сотни', [100]],
  ['millier|millar|milhar|migliaio', [1000]],
  ['العشرينيات|العشرينات|двадцатые|двадцатых', [20, 1920]],
  ['الثلاثينيات|الثلاثينات|тридцатые|тридцатых', [30, 1930]],
  ['الأربعينيات|الأربعينات|сороковые|сороковых', [40, 1940]],
  ['الخمسينيات|الخمسينات|пятидесятые|пятидесятых', [50, 1950]],
  ['الستينيات|الستينات|шестидесятые|шестидесятых', [60, 1960]],
  ['السبعينيات|السبعينات|семидесятые|семидесятых', [70, 1970]],
  ['الثمانينيات|الثمانينات|восьмидесятые|восьмидесятых', [80, 1980]],
  ['التسعينيات|التسعينات|девяностые|девяностых', [90, 1990]],
  ['a tenth|one[- ]tenth|tenths|zehntel|dixième', [0.1, 10]],
  ['dozens?|dutzend|douzaine|docena|dúzia|dozzina|дюжин\\p{L}*|打', [12]],
  [
    'both|pair|couple|twice|twin|twofold|doubl\\p{L}+|beide\\p{L}*|doppel\\p{L}*|zweimal|deux fois|doble|dobro|doppio|双|雙|俩|ともに',
    [2],
  ],
  ['triple\\p{L}*|thrice|threefold|dreimal|dreifach\\p{L}*', [3]],
  [
    'first|firstly|once|single|erste\\p{L}*|premi\\p{L}+|primer\\p{L}*|primeir\\p{L}*|перв\\p{L}+|první\\p{L}*|首',
    [1],
  ],
  ['second|secondly|zweite\\p{L}*|deuxième|segund\\p{L}*|второ\\p{L}+|次', [2]],
  ['third|thirdly|dritte\\p{L}*|troisième|tercer\\p{L}*|terceir\\p{L}*', [3]],
  ['fourth|vierte\\p{L}*|quatrième|cuart[oa]', [4]],
  ['fifth|fünfte\\p{L}*|quint[oa]', [5]],
  ['sixth|sechste\\p{L}*', [6]],
  ['seventh', [7]],
  ['eighth', [8]],
  ['ninth', [9]],
  ['tenth', [10]],
  ['eleventh', [11]],
  ['twelfth', [12]],
  ['thirteenth', [13]],
  ['fourteenth', [14]],
  ['fifteenth', [15]],
  ['sixteenth', [16]],
  ['seventeenth', [17]],
  ['eighteenth', [18]],
  ['nineteenth', [19]],
  ['twentieth', [20]],
  ['twenty-first', [21]],
  ['decades?|jahrzehnt\\p{L}*|décennies?|décadas?|decenni\\p{L}*|десятилет\\p{L}*|desetilet\\p{L}*', [10]],
  [
    'century|centuries|jahrhundert\\p{L}*|siècles?|siglos?|séculos?|secol[oi]|столети\\p{L}*|世纪|世紀',
    [100],
  ],
  ['fortnight', [14, 2]],
  ['zero|none|nil', [0]],
  ['annual\\p{L}*|year|month|week|day|hour', [1]],
  ['weeks?', [7]],
  ['noon|midday|正午', [12]],
  ['hundreds|thousands|millions|billions', [100, 1000, 1e6, 1e9]],
];

const eastern = /[\u3040-\u9fff\uac00-\ud7af½⅓⅔¼¾⅕⅛]/;
const written = parts.flatMap(([words]) => words.split('|'));
// Scripts without spaces have no word borders.
const free = written.filter((word) => eastern.test(word)).join('|');
const bound = written
  .filter((word) => !eastern.test(word))
  .toSorted((a, b) => b.length - a.length)
  .join('|');
const anyWord = new RegExp(`(?<![\\p{L}\\p{M}])(?:${bound})(?![\\p{L}\\p{M}])|${free}`, 'giu');
const known = parts.map(([words, values]) => ({ whole: new RegExp(`^(?:${words})$`, 'iu'), values }));

/** Soft numbers of a text from words such as "half", "twice", "third"; "once" is eleven in Spanish. */
export function readParts(text: string, lang: string): Quantity[] {
  const own = lexiconOf(baseOf(lang))?.numbers;
  return Array.from(text.matchAll(anyWord))
    .filter((found) => !own?.has(found[0].toLowerCase()))
    .flatMap((found) => {
      const values = known.flatMap(({ whole, values }) => (whole.test(found[0]) ? values : []));
      return values.length > 0 ? [quantity(found[0], found.index, values, { weight: 'soft' })] : [];
    });
}

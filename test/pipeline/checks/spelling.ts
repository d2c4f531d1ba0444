/** Spells numbers out, the other way round from what is tested, so that a round trip proves the reading. */

const hanDigits = '零一二三四五六七八九';

function hanBelowTenThousand(value: number): string {
  let out = '';
  let rest = value;
  let gap = false;
  for (const [unit, sign] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(rest / unit);
    rest %= unit;
    if (digit === 0) gap = out !== '';
    else {
      out += `${gap ? '零' : ''}${hanDigits[digit]}${sign}`;
      gap = false;
    }
  }
  return out;
}

/** Below 10^12. */
export function inHan(value: number): string {
  if (value === 0) return '零';
  let out = '';
  let rest = value;
  let gap = false;
  for (const [unit, sign] of [
    [1e8, '亿'],
    [1e4, '万'],
    [1, ''],
  ] as const) {
    const part = Math.floor(rest / unit);
    rest %= unit;
    if (part === 0) gap = out !== '';
    else {
      const zero = out !== '' && (gap || part < 1000);
      out += `${zero ? '零' : ''}${hanBelowTenThousand(part)}${sign}`;
      gap = false;
    }
  }
  return out;
}

const english =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const englishTens = '  twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** Below 10^12. */
export function inEnglish(value: number): string {
  for (const [unit, name] of [
    [1e9, 'billion'],
    [1e6, 'million'],
    [1e3, 'thousand'],
  ] as const) {
    if (value < unit) continue;
    const rest = value % unit;
    return `${inEnglish(Math.floor(value / unit))} ${name}${rest ? ` ${inEnglish(rest)}` : ''}`;
  }
  if (value >= 100)
    return `${english[Math.floor(value / 100)]} hundred${value % 100 ? ` and ${inEnglish(value % 100)}` : ''}`;
  if (value >= 20)
    return `${englishTens[Math.floor(value / 10)]}${value % 10 ? `-${english[value % 10]}` : ''}`;
  return english[value] ?? '';
}

const german =
  'null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'.split(
    ' ',
  );
const germanTens = '  zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');

/** Below a million, in one word. */
export function inGerman(value: number): string {
  if (value >= 1000)
    return `${inGerman(Math.floor(value / 1000))}tausend${value % 1000 ? inGerman(value % 1000) : ''}`;
  if (value >= 100)
    return `${german[Math.floor(value / 100)]}hundert${value % 100 ? inGerman(value % 100) : ''}`;
  if (value >= 20)
    return `${value % 10 ? `${german[value % 10]}und` : ''}${germanTens[Math.floor(value / 10)]}`;
  return german[value] ?? '';
}

const french =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  );
const frenchTens = '  vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt'.split(' ');

/** Below a million. */
export function inFrench(value: number): string {
  if (value >= 1000) {
    const [many, rest] = [Math.floor(value / 1000), value % 1000];
    return `${many > 1 ? `${inFrench(many)} ` : ''}mille${rest ? ` ${inFrench(rest)}` : ''}`;
  }
  if (value >= 100) {
    const [many, rest] = [Math.floor(value / 100), value % 100];
    return `${many > 1 ? `${french[many]} ` : ''}cent${rest ? ` ${inFrench(rest)}` : ''}`;
  }
  if (value < 20) return french[value] ?? '';
  const tens = Math.floor(value / 10);
  const rest = value - ([7, 9].includes(tens) ? tens * 10 - 10 : tens * 10);
  return `${frenchTens[tens]}${rest === 0 ? '' : rest === 1 && tens < 8 ? ' et un' : `-${french[rest]}`}`;
}

const spanish =
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'.split(
    ' ',
  );
const spanishTens = '   treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
const spanishHundreds =
  ' ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(
    ' ',
  );

/** Below a million. */
export function inSpanish(value: number): string {
  if (value >= 1000) {
    const [many, rest] = [Math.floor(value / 1000), value % 1000];
    return `${many > 1 ? `${inSpanish(many)} ` : ''}mil${rest ? ` ${inSpanish(rest)}` : ''}`;
  }
  if (value === 100) return 'cien';
  if (value > 100)
    return `${spanishHundreds[Math.floor(value / 100)]}${value % 100 ? ` ${inSpanish(value % 100)}` : ''}`;
  if (value < 30) return spanish[value] ?? '';
  return `${spanishTens[Math.floor(value / 10)]}${value % 10 ? ` y ${spanish[value % 10]}` : ''}`;
}

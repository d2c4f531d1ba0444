/** Times of day as languages other than English and those of East Asia write them: 15h30, 9 часов утра, शाम 5 बजे, 9 Uhr abends. */
import { baseOf } from '../../segments/language.ts';

export interface ClockTime {
  at: number;
  raw: string;
  hour: number;
  minute: number;
  half?: 'am' | 'pm';
}

const hour = '(?<![\\d.,:])(?<hour>\\d{1,2})';
const minute = '(?:[:.](?<minute>\\d{2})(?!\\d|[.,:]\\d))?';
const end = '(?![\\p{L}\\p{M}])';

/** What stands round hour and minute in each language. */
const patterns: Record<string, string[]> = {
  de: [
    `${hour}${minute}\\sUhr(?:\\s(?<word>morgens|früh|vormittags|mittags|nachmittags|abends|nachts)${end})?`,
  ],
  fr: [
    `${hour}\\s?(?:h|heures?)(?:\\s?(?<minute>\\d{2})(?!\\d))?${end}(?:\\s(?<word>du matin|du soir|de l['’]après-midi)${end})`,
    `${hour}\\s?h\\s?(?<minute>\\d{2})(?!\\d)`,
    `(?<=(?:^|\\s)(?:à|dès|vers|avant|après)\\s)${hour}\\s?(?:h|heures?)${end}`,
  ],
  es: [
    `${hour}${minute}(?:\\s(?:h\\.?|horas?))?\\sde la\\s(?<word>mañana|madrugada|tarde|noche)${end}`,
    `(?<=(?:^|\\s)(?:a|de|desde|hasta) las\\s)${hour}${minute}(?:\\s(?:h\\.?|hs|horas))?${end}`,
  ],
  pt: [
    `${hour}(?:\\s?h\\s?(?<minute>\\d{2})?|${minute}(?:\\shoras)?)\\sda\\s(?<word>manhã|madrugada|tarde|noite)${end}`,
    `${hour}\\s?h\\s?(?<minute>\\d{2})(?!\\d)`,
    `(?<=(?:^|\\s)(?:às|das|até as)\\s)${hour}(?:\\s?h|\\shoras)${end}`,
  ],
  it: [
    `(?<=(?:^|\\s)(?:alle|dalle|ore)\\s)${hour}${minute}(?:\\s(?:di|del)\\s(?<word>mattina|mattino|pomeriggio|sera|notte))?${end}`,
  ],
  ru: [
    `${hour}${minute}\\s(?:час(?:а|ов|у)?\\s)?(?:(?<minuteWord>\\d{1,2})\\sминут[аы]?\\s)?(?<word>утра|дня|вечера|ночи)${end}`,
  ],
  uk: [`${hour}${minute}\\s(?:годин[аиі]\\s)?(?<word>ранку|дня|вечора|ночі)${end}`],
  tr: [`(?<=saat\\s)${hour}${minute}(?!\\d)`],
  id: [`(?<=pukul\\s)${hour}${minute}(?!\\d)`],
  pl: [`(?<=(?:godz\\.|godzinie|godziny)\\s)${hour}${minute}(?!\\d)`],
  ar: [`${hour}${minute}\\s(?<word>صباح[اً]*|فجر[اً]*|ظهر[اً]*|بعد الظهر|عصر[اً]*|مساء[اً]*|ليل[اً]*)${end}`],
  fa: [`(?<=ساعت\\s)${hour}${minute}(?:\\s(?<word>صبح|بامداد|ظهر|بعدازظهر|بعد از ظهر|عصر|شب)${end})?`],
  hi: [`(?:(?<word>सुबह|तड़के|दोपहर|शाम|रात)\\s(?:के\\s)?)?${hour}${minute}\\sबजे${end}`],
  vi: [
    `${hour}\\s?(?:giờ|h)(?:\\s?(?<minute>\\d{2})(?:\\sphút)?)?\\s(?<word>sáng|trưa|chiều|tối|đêm)${end}`,
    `(?<=(?:lúc|từ|đến|trước)\\s)${hour}\\s?(?:giờ|h)(?:\\s?(?<minute>\\d{2})(?:\\sphút)?)?${end}`,
    `${hour}h(?<minute>\\d{2})(?!\\d)`,
  ],
};

const morning =
  /^(?:morgens|früh|vormittags|du matin|mañana|madrugada|manhã|mattin[ao]|утра|ранку|صباح|فجر|صبح|بامداد|सुबह|तड़के|sáng)/u;
/** Says afternoon or evening for sure; midnight and noon may be either. */
const later =
  /^(?:nachmittags|abends|du soir|de l['’]après-midi|tarde|noche|noite|pomeriggio|sera|дня|вечера|вечора|بعد|عصر|مساء|शाम|chiều|tối|شب|रात|दोपहर|ليل)/u;

const known = new Map(
  Object.entries(patterns).map(([base, list]) => [base, list.map((pattern) => new RegExp(pattern, 'giu'))]),
);

export function readClock(text: string, lang: string): ClockTime[] {
  if (!/\d/.test(text)) return [];
  return (known.get(baseOf(lang)) ?? []).flatMap((pattern) =>
    Array.from(text.matchAll(pattern)).map((found) => {
      const { word = '', minute: after, minuteWord } = found.groups ?? {};
      const here = Number(found.groups?.hour);
      const half = halfOf(word.toLowerCase(), here);
      return {
        at: found.index,
        raw: found[0],
        hour: here,
        minute: Number(after ?? minuteWord ?? 0),
        ...(half ? { half } : {}),
      };
    }),
  );
}

/** "12" is noon or midnight, and "2 at night" is before dawn: neither tells. */
function halfOf(word: string, here: number): 'am' | 'pm' | undefined {
  if (here >= 12) return undefined;
  if (morning.test(word)) return 'am';
  return later.test(word) && here >= (/^(?:noche|noite|شب|रात|ليل)/u.test(word) ? 6 : 1) ? 'pm' : undefined;
}

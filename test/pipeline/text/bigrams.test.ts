import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { searchQuery, searchText } from '../../../src/lib/bigrams.ts';

describe('searchText', () => {
  it.each([
    ['今天天气', '今天 天天 天气 气 今 天 气'],
    ['天', '天 天'],
    ['iPhone手机', 'iphone 手机 机 手 机 iphone手'],
    ['5 月 5 日', '5 月 5 日 月 5月 日 5日'],
    ['ＡＢＣ １２ Café', 'abc 12 café'],
    ['データ、ベース', 'デー ータ タ ベー ース ス デ ー タ ベ ス'],
    ['한국어', '한국 국어 어 한 국 어'],
    ['𠮷野', '𠮷野 野 𠮷 野'],
    ['葛\u{e0100}飾', '葛飾 飾 葛 飾'],
    ['手机iPhone', '手机 机 iphone 手 机'],
    ['…！', ''],
  ])('%s', (text, words) => {
    expect(searchText(text)).toBe(words);
  });
});

describe('searchQuery', () => {
  it.each([
    ['天气', '"天气"'],
    ['今天 天气预报', '"今天" AND "天气 气预 预报"'],
    ['天', '"天"'],
    ['5月', '"5月"'],
    ['2026年5月', '"2026 年 5" AND "5月"'],
    ['"今天，雨"', '"今天 天" AND "雨"'],
    ['"今天，天气"', '"今天 天 天气"'],
    ['title:x OR NOT (y*) NEAR/3', '"title x" AND "or" AND "not" AND "y" AND "near 3"'],
    ['"; DROP TABLE words --', '"drop" AND "table" AND "words"'],
    ['a b c d e f g h i j', '"a" AND "b" AND "c" AND "d" AND "e" AND "f" AND "g" AND "h"'],
    ['“"…', undefined],
    ['', undefined],
  ])('%s', (query, expression) => {
    expect(searchQuery(query)).toBe(expression);
  });
});

/** The index as it is in production. */
describe('both together in FTS5', () => {
  const titles = [
    '今天天气预报：北京有雨',
    '新款iPhone手机发布',
    '한국의 새 정책',
    'データベースの話',
    'The quick brown fox',
    'Été à Paris',
    '12月5日，港口重开',
    'البلدة التي فتحت بوّاباتها إلى المدينة',
    'شب بارانی در کرمان',
    'שָׁלוֹם לכם',
    'Новогодняя ёлка и её майор',
    'เรือข้ามฟากลำสุดท้ายออกจากท่าแล้ว',
    'ເຮືອຂ້າມຟາກ, សាឡាងចុងក្រោយ, နောက်ဆုံးကူးတို့သင်္ဘော',
    'नाव के आखिरी यात्री, கடைசிப் படகு',
    'Die Straße nach Łódź, Ærø, København, Diyarbakır; un cœur à Đà Nẵng',
    'Τα νέα της Αθήνας',
    'П’ять мостів',
  ];

  beforeAll(async () => {
    await env.SEARCH.batch([
      ...titles.map((title, at) =>
        env.SEARCH.prepare('INSERT INTO words (rowid, lang, title, body) VALUES (?, ?, ?, ?)').bind(
          at + 1,
          '',
          searchText(title),
          '',
        ),
      ),
    ]);
  });

  const find = async (query: string): Promise<number[]> => {
    const expression = searchQuery(query);
    if (expression === undefined) return [];
    const { results } = await env.SEARCH.prepare('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid')
      .bind(expression)
      .all<{ rowid: number }>();
    return results.map(({ rowid }) => rowid);
  };

  it.each([
    ['天气', [1]],
    ['预报', [1]],
    ['天气预报', [1]],
    ['报北', []],
    ['有雨', [1]],
    ['雨', [1]],
    ['今', [1]],
    ['气', [1]],
    ['口', [7]],
    ['12月', [7]],
    ['2月', []],
    ['5日', [7]],
    ['5港', []],
    ['12月5日', [7]],
    ['5月12日', []],
    ['iphone手', [2]],
    ['港 日', [7]],
    ['국', [3]],
    ['北京 天气', [1]],
    ['天预', []],
    ['手机', [2]],
    ['iphone手机', [2]],
    ['機', []],
    ['한국', [3]],
    ['ベース', [4]],
    ['话', []],
    ['brown fox', [5]],
    ['"fox brown"', []],
    ['ete PARIS', [6]],
    ['بواباتها', [8]],
    ['بَوّاباتها', [8]],
    ['بوابات', []],
    ['الى المدينه', [8]],
    ['المــدينة', [8]],
    ['باراني', [9]],
    ['كرمان', [9]],
    ['שלום', [10]],
    ['елка', [11]],
    ['ЁЛКА', [11]],
    ['маиор', []],
    ['ข้าม', [12]],
    ['เรือข้ามฟาก', [12]],
    ['สุดท้าย', [12]],
    ['ท้ายสุด', []],
    ['ท่า', [12]],
    // Another tone, another word.
    ['ขาม', []],
    ['ລໍາ', []],
    ['ຂ້າມ', [13]],
    ['ចុង\u200bក្រោយ', [13]],
    ['ကူးတို့', [13]],
    ['के', [14]],
    ['कि', []],
    ['यात्री', [14]],
    ['படகு', [14]],
    ['படகி', []],
    ['STRASSE', [15]],
    ['straße', [15]],
    ['lodz', [15]],
    ['aero KOBENHAVN', [15]],
    ['diyarbakir', [15]],
    ['DİYARBAKIR', [15]],
    ['coeur da nang', [15]],
    ['νεα ΑΘΗΝΑΣ', [16]],
    ['αθηνασ', [16]],
    ['пʼять', [17]],
    ["п'ять", [17]],
  ])('%s', async (query, rowids) => {
    expect(await find(query)).toEqual(rowids);
  });

  it('every character, and every two beside each other, find their title', async () => {
    for (const [at, title] of titles.entries()) {
      for (const [character] of title.matchAll(/[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/gu)) {
        expect(await find(character)).toContain(at + 1);
      }
      for (const [run] of title.matchAll(/[\p{Script=Han}\p{Script=Hangul}]{2,}/gu)) {
        for (let from = 0; from + 2 <= run.length; from += 1) {
          expect(await find(run.slice(from, from + 2))).toContain(at + 1);
        }
      }
    }
  });

  it('no query breaks the expression', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...'"*():^-+{}\'\\ ,.。天a１OR\u0000\ud800“”'), maxLength: 30 }),
        async (query) => {
          await find(query);
        },
      ),
      { numRuns: 150 },
    );
  });
});

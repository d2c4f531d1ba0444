/**
 * `npm run bench:search`: what a page of search results costs in an index of 10,000 and of 100,000 articles,
 * one JSON object a line: `{name, value, unit, baseline, ratio}`, the baseline being the smaller index.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchQuery } from '../../src/lib/bigrams.ts';
import { findHits } from '../../src/store/search.ts';
import { counted } from './counted-database.ts';
import { type Indexed, openIndexOf } from './search-index.ts';
import { makeText } from './texts.ts';

const SIZES = [10_000, 100_000] as const;
const TURNS = 30;

/** Characters by their frequency, as a language has them (Zipf): the first stands in nearly every article. */
const CHARACTERS = 3_000;
const CHARACTERS_FROM = 0x5200;
const characterAt = (rank: number): string => String.fromCodePoint(CHARACTERS_FROM + rank);

function prose(n: number, length: number): string {
  let state = Math.imul(n, 0x9e3779b1) >>> 0;
  let out = '';
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    out += characterAt(Math.floor(CHARACTERS ** (state / 0x1_0000_0000)) - 1);
    if (at % 17 === 16) out += '，';
  }
  return out;
}

/** Of a hundred articles one is Arabic; one in a thousand tells of the lighthouse. */
function* articles(count: number): Generator<Indexed> {
  for (let n = 1; n <= count; n++) {
    const body = makeText(n).slice(0, 900);
    const rare = n % 1_000 === 501 ? '灯塔守护人离开了海岛。' : '';
    yield n % 100 === 0
      ? { lang: 'ar', title: `تقرير ${n}`, body: 'عبرت العبّارة النهر قبل الفجر.' }
      : { lang: 'zh-Hans', title: `第 ${n} 号报道`, body: `${body}${rare}${prose(n, 400)}` };
  }
}

const queries: Record<string, { lang: string; query: string; before?: (size: number) => number }> = {
  'a word of every article': { lang: 'zh-Hans', query: '报道' },
  'a word of every article, from the middle on': {
    lang: 'zh-Hans',
    query: '报道',
    before: (size) => size / 2,
  },
  'a word of every other article': { lang: 'zh-Hans', query: '夜班公交' },
  'a word of one in a thousand': { lang: 'zh-Hans', query: '灯塔' },
  'a common and a rare word': { lang: 'zh-Hans', query: '报道 守护人' },
  'a single character': { lang: 'zh-Hans', query: '镇' },
  'the most frequent character': { lang: 'zh-Hans', query: characterAt(0) },
  'a rare character': { lang: 'zh-Hans', query: characterAt(CHARACTERS - 500) },
  'a character and a rare word': { lang: 'zh-Hans', query: `${characterAt(0)} 灯塔` },
  'a number with its counter': { lang: 'zh-Hans', query: '120万' },
  'a word of the small edition': { lang: 'ar', query: 'العبّارة' },
  'a common word in an edition without it': { lang: 'ar', query: '报道' },
  'a word that stands nowhere': { lang: 'zh-Hans', query: '鲸鱼' },
};

interface Cost {
  rows: number;
  ms: number;
  hits: number;
}

async function measure(size: number): Promise<Record<string, Cost>> {
  const folder = mkdtempSync(join(tmpdir(), 'dragoman-search-'));
  const index = await openIndexOf(folder, articles(size));
  const costs: Record<string, Cost> = {};
  try {
    for (const [name, { lang, query, before }] of Object.entries(queries)) {
      const times: number[] = [];
      const { database, count } = counted(index.db);
      let hits = 0;
      for (let turn = 0; turn < TURNS; turn++) {
        const options = {
          lang,
          expression: searchQuery(query) ?? '',
          ...(before ? { before: before(size) } : {}),
        };
        const started = performance.now();
        hits = (await findHits({ db: database, tags: new Set() }, options)).hits.length;
        times.push(performance.now() - started);
      }
      const ms = times.sort((one, other) => one - other)[TURNS >> 1] ?? 0;
      costs[name] = { rows: count.rows / TURNS, ms, hits };
    }
  } finally {
    await index.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
  return costs;
}

const round = (value: number): number => Number(value.toPrecision(4));

const [small, large] = [await measure(SIZES[0]), await measure(SIZES[1])];
for (const [name, cost] of Object.entries(large)) {
  const base = small[name] ?? cost;
  for (const [value, baseline, unit] of [
    [cost.rows, base.rows, 'rows'],
    [cost.ms, base.ms, 'ms'],
  ] as const) {
    const title = `search in ${SIZES[1]} articles, ${name}, ${cost.hits} hits`;
    const ratio = baseline > 0 ? round(value / baseline) : 1;
    console.log(JSON.stringify({ name: title, value: round(value), unit, baseline: round(baseline), ratio }));
  }
}

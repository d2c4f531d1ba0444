/** In an archive of 100,000 every near text is found, whichever bits differ, for a bounded number of rows. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { bandsNear, distance } from '../../src/lib/simhash.ts';
import { NEAR_DUPLICATE_MAX_BITS, NEAR_DUPLICATE_ROWS } from '../../src/limits.ts';
import { findNearDuplicate, fingerprintStatements } from '../../src/store/near-duplicates.ts';
import { counted } from '../bench/counted-database.ts';

const ARCHIVE = 100_000;
const PLANTED = 200;

/** The same numbers each time (mulberry32), so that a failure comes back. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
const next = numbers(20_261_125);
const fingerprint = (): string => [next(), next()].map((n) => n.toString(16).padStart(8, '0')).join('');

/** With so many bits turned, each at another place. */
function turned(simhash: string, bits: number): string {
  const places = new Set<number>();
  while (places.size < bits) places.add(next() % 64);
  const digits = [...simhash].map((digit) => Number.parseInt(digit, 16));
  for (const place of places) digits[place >> 2] = (digits[place >> 2] ?? 0) ^ (1 << (place & 3));
  return digits.map((digit) => digit.toString(16)).join('');
}

interface Text {
  simhash: string;
  lang: string;
}

/** Published articles of one revision each, `a0` to the last. */
async function publishAll(all: Text[]): Promise<void> {
  for (let at = 0; at < all.length; at += 10_000) {
    const rows = JSON.stringify(all.slice(at, at + 10_000).map((text, n) => ({ id: `a${at + n}`, ...text })));
    await env.DB.batch([
      env.DB.prepare(
        `insert into stories (id, created_at, updated_at) select value ->> 'id', 0, 0 from json_each(?)`,
      ).bind(rows),
      env.DB.prepare(
        `insert into articles (id, story_id, lang, state, current_revision, published_revision, slug, month, published_at, created_at, updated_at)
         select value ->> 'id', value ->> 'id', value ->> 'lang', 'published', 1, 1, value ->> 'id', '2026-01', 0, 0, 0 from json_each(?)`,
      ).bind(rows),
      env.DB.prepare(
        `insert into revisions (id, article_id, number, submission_id, markdown, sha256, html, title, sources, footer_links, as_written, excerpt, words, reading_minutes, simhash, created_at)
         select value ->> 'id', value ->> 'id', 1, value ->> 'id', '', '', '', 'Title of ' || (value ->> 'id'), '[]', '[]', '[]', '', 100, 1, value ->> 'simhash', 0 from json_each(?)`,
      ).bind(rows),
    ]);
  }
}

const archive = Array.from({ length: ARCHIVE }, () => ({ simhash: fingerprint(), lang: 'en' }));
const flood: Text = { simhash: fingerprint(), lang: 'de' };
const single: Text = { simhash: fingerprint(), lang: 'fr' };
await publishAll([...archive, ...Array.from({ length: 3_000 }, () => flood), single]);
// As it is when the migration comes to a site that has published already.
const migration = env.TEST_MIGRATIONS.main.find(({ name }) => name.includes('fingerprints'));
const backfill = migration?.queries.find((sql) => /^insert into/im.test(sql)) ?? '';
await env.DB.prepare(backfill).run();

it(`finds each of ${PLANTED} near texts among ${ARCHIVE} others, and reads few rows`, async () => {
  const missed: number[] = [];
  const { database, count } = counted(env.DB);
  for (let n = 0; n < PLANTED; n++) {
    const at = next() % ARCHIVE;
    const bits = n % (NEAR_DUPLICATE_MAX_BITS + 1);
    const simhash = turned(archive[at]?.simhash ?? '', bits);
    const found = await findNearDuplicate(database, { lang: 'en', simhash, articleId: 'itself' });
    if (found?.article_id !== `a${at}` || found.title !== `Title of a${at}`) missed.push(bits);
  }
  expect(missed).toEqual([]);
  const each = count.rows / PLANTED;
  console.log(
    JSON.stringify({ name: `rows read for a near duplicate in ${ARCHIVE}`, value: Math.round(each) }),
  );
  expect(each).toBeGreaterThan(1);
  expect(each).toBeLessThan(350);
  // What is near nothing costs as little, and finds nothing.
  const strangers = counted(env.DB);
  for (let n = 0; n < 50; n++) {
    const options = { lang: 'en', simhash: fingerprint(), articleId: 'itself' };
    expect(await findNearDuplicate(strangers.database, options)).toBeUndefined();
  }
  expect(strangers.count.rows / 50).toBeLessThan(350);
});

it('reads no more than its bound of one text sent again and again', async () => {
  const { database, count } = counted(env.DB);
  expect(await findNearDuplicate(database, { ...flood, articleId: 'itself' })).toBeDefined();
  expect(count.rows).toBeLessThan(NEAR_DUPLICATE_ROWS + 350);
});

it('has a key for every fingerprint within seven bits', () => {
  for (let n = 0; n < 2_000; n++) {
    const one = fingerprint();
    const other = turned(one, n % 8);
    expect(distance(one, other)).toBe(n % 8);
    const keys = new Set(bandsNear(one));
    const own = [0, 1, 2, 3].map((band) => `${band}:${other.slice(band * 4, band * 4 + 4)}`);
    expect(own.some((key) => keys.has(key))).toBe(true);
  }
  expect(bandsNear('0123456789abcdef')).toHaveLength(68);
});

it('keeps the fingerprint of what is published, and no other', async () => {
  const { simhash: older } = single;
  const newer = fingerprint();
  const id = `a${ARCHIVE + 3_000}`;
  const bands = async () => {
    await env.DB.batch(fingerprintStatements(env.DB, id));
    const { results } = await env.DB.prepare(
      'select lang, band, simhash from fingerprints where article_id = ? order by band',
    )
      .bind(id)
      .all();
    return results;
  };
  const rowsOf = (simhash: string) =>
    [0, 1, 2, 3].map((n) => ({ lang: 'fr', band: `${n}:${simhash.slice(n * 4, n * 4 + 4)}`, simhash }));
  expect(await bands()).toEqual(rowsOf(older));
  await env.DB.prepare(
    `insert into revisions (id, article_id, number, submission_id, markdown, sha256, html, title, sources, footer_links, as_written, excerpt, words, reading_minutes, simhash, created_at)
     values ('newer', ?, 2, 'newer', '', '', '', 'T', '[]', '[]', '[]', '', 100, 1, ?, 0)`,
  )
    .bind(id, newer)
    .run();
  // A revision that is not out yet is nobody's duplicate.
  expect(await bands()).toEqual(rowsOf(older));
  await env.DB.prepare('update articles set published_revision = 2 where id = ?').bind(id).run();
  expect(await bands()).toEqual(rowsOf(newer));
  await env.DB.prepare("update articles set state = 'withdrawn' where id = ?").bind(id).run();
  expect(await bands()).toEqual([]);
});

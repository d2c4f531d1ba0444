/** Holds the rows, and what readers get, against what the clients were told. */
import { count, type Ledger } from './clients.ts';
import type { World } from './world.ts';

interface Held {
  world: World;
  ledger: Ledger;
}

export const numberIn = async (world: World, base: 'DB' | 'SEARCH', sql: string): Promise<number> =>
  Number(Object.values((await world.rows(base, sql))[0] ?? {})[0]);

/** Holds the rows against what was acknowledged. Gives what is wrong. */
export async function audit({ world, ledger }: Held): Promise<string[]> {
  const wrong: string[] = [];
  const say = (fine: boolean, what: string): void => {
    if (!fine) wrong.push(what);
  };
  const submissions = await world.rows(
    'DB',
    `select s.id, s.idempotency_key as key, s.state, count(r.id) as revisions, count(distinct r.article_id) as articles
     from submissions s left join revisions r on r.submission_id = s.id group by s.id`,
  );
  const byKey = new Map(submissions.map((row) => [String(row.key), row]));
  say(byKey.size === submissions.length, 'A key has two submissions.');
  say(
    submissions.length === ledger.submissions.size,
    `${submissions.length} rows for ${ledger.submissions.size} keys.`,
  );
  for (const [key, id] of ledger.submissions) {
    const row = byKey.get(key);
    say(row?.id === id, `Submission ${key} was acknowledged as ${id} and is ${row?.id}.`);
    say(
      row?.state === 'ready' && row.revisions === 1 && row.articles === 1,
      `Submission ${key} is ${JSON.stringify(row)}.`,
    );
  }
  const articles = await numberIn(world, 'DB', 'select count(*) from articles');
  say(articles === submissions.length, `${articles} articles of ${submissions.length} submissions.`);
  const out = await numberIn(world, 'DB', "select count(*) from articles where state = 'published'");
  const found = await numberIn(world, 'SEARCH', 'select count(*) from entries');
  say(out === found, `${found} search entries for ${out} published articles.`);

  const done = new Map<string, number>();
  for (const row of await world.rows('DB', 'select subject, action, count(*) as n from audit group by 1, 2'))
    done.set(`${row.subject} ${row.action}`, Number(row.n));
  const notes = new Map<string, number>();
  for (const row of await world.rows('DB', 'select article_id, count(*) as n from corrections group by 1'))
    notes.set(String(row.article_id), Number(row.n));
  const rowsOf = new Map<string, number>();
  for (const row of await world.rows(
    'DB',
    'select article_id, change, count(*) as n from purges group by 1, 2',
  ))
    rowsOf.set(`${row.article_id} ${row.change}`, Number(row.n));

  for (const known of ledger.articles.values()) {
    for (const step of ['approve', 'publish', 'correct', 'withdraw']) {
      const times = done.get(`article:${known.id} ${step}`) ?? 0;
      const sure = known.sure[step] ?? 0;
      // Asked for twice, an approval, a publication or a withdrawal happens once; a correction is said each time.
      const least = step === 'correct' ? sure : Math.min(sure, 1);
      const most = step === 'correct' ? count(known, step) : Math.min(count(known, step), 1);
      say(least <= times && times <= most, `${known.id}: ${step} ${times} times, ${least} to ${most} told.`);
      if (step === 'correct') say((notes.get(known.id) ?? 0) === times, `${known.id}: notes without audit.`);
      // Two rows a change, in its own batch.
      const purges = rowsOf.get(`${known.id} ${step}`) ?? 0;
      if (step !== 'approve')
        say(purges === 2 * times, `${known.id}: ${purges} purges of ${times} times ${step}.`);
    }
  }
  return wrong;
}

/** What readers get of the articles whose state is certain. */
export async function read({ ledger }: Held): Promise<string[]> {
  const wrong: string[] = [];
  for (const known of [...ledger.articles.values()].slice(-20)) {
    if (known.url === undefined || (count(known, 'withdraw') > 0 && !known.sure.withdraw)) continue;
    const response = await fetch(known.url);
    await response.arrayBuffer();
    const wanted = known.sure.withdraw ? 410 : 200;
    if (response.status !== wanted) wrong.push(`${known.url} answers ${response.status}, not ${wanted}.`);
  }
  return wrong;
}

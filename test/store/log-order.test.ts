/** What happened within one millisecond is told in the order in which it happened, page by page. */
import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { approve } from '../../src/publish/approve.ts';
import { publish } from '../../src/publish/publish.ts';
import { withdraw } from '../../src/publish/withdraw.ts';
import { listLog, listSubjectLog, logPlace, parseLogPlace } from '../../src/store/desk/log.ts';
import { listAllPurges, listPurges } from '../../src/store/purges.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';
import { countingD1 } from '../reader/newsroom.ts';

const T0 = Date.UTC(2026, 2, 14, 9);
const actor = { memberId: 'paul', role: 'publisher' } as const;
/** Ids of one millisecond are random behind their time: eight times in turn they are not in order by chance. */
const ROUNDS = 8;
const told = [...Array.from({ length: ROUNDS }, () => ['withdraw', 'publish']).flat(), 'approve'];
const purged = Array.from({ length: 2 * ROUNDS }, () => ['settle', 'now']).flat();

let articleId = '';
beforeAll(async () => {
  await emptyDatabase(env.DB);
  await makeMember(env.DB, { id: 'tina', role: 'translator' });
  await makeMember(env.DB, { id: 'paul', role: 'publisher' });
  articleId = await makeArticle({
    memberId: 'tina',
    lang: 'en',
    markdown: '# Tides\n\nA town.\n',
    now: T0 - 1,
  });
  await approve(depsAt(T0), { articleId, actor });
  for (let n = 0; n < ROUNDS; n++) {
    await publish(depsAt(T0), { articleId, actor });
    await withdraw(depsAt(T0), { articleId, actor, reason: 'x' });
  }
});

it('in the log, in that of one thing, and over the pages', async () => {
  const all = await listLog(env.DB, { rows: 100 });
  const acts = all.filter(({ at }) => at === T0);
  expect(acts.map(({ action }) => action)).toEqual(told);
  const own = await listSubjectLog(env.DB, { subject: `article:${articleId}`, rows: 100 });
  expect(own.filter(({ at }) => at === T0).map(({ id }) => id)).toEqual(acts.map(({ id }) => id));

  const walked: string[] = [];
  for (let after: ReturnType<typeof parseLogPlace>, more = true; more; ) {
    const page = await listLog(env.DB, { rows: 1, ...(after ? { after } : {}) });
    const [entry] = page;
    if (!entry) break;
    walked.push(entry.id);
    after = parseLogPlace(logPlace(entry));
    more = page.length > 1;
  }
  expect(walked).toEqual(all.map(({ id }) => id));
});

it('in the purges of all and of one article, over the pages', async () => {
  const options = { now: T0, limit: 3 };
  const everywhere: string[] = [];
  for (let before: string | undefined, more = true; more; ) {
    const { purges, next } = await listAllPurges(env.DB, { ...options, before });
    everywhere.push(...purges.map(({ phase }) => phase));
    before = next;
    more = next !== undefined;
  }
  expect(everywhere).toEqual(purged);
  const own: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await listPurges(env.DB, articleId, { ...options, cursor });
    own.push(...page.purges.map(({ phase }) => phase));
    cursor = page.cursor;
    more = cursor !== undefined;
  }
  expect(own).toEqual(purged);
});

it('by an index and without sorting', async () => {
  const { db, seen } = countingD1(env.DB);
  await listLog(db, { rows: 1, after: { at: T0, id: 'x' } });
  await listSubjectLog(db, { subject: 'article:x', rows: 1 });
  await listAllPurges(db, { now: T0, limit: 1, before: 'x' });
  await listPurges(db, articleId, { now: T0, limit: 1 });
  const plans = await Promise.all(
    seen.sql.map(async (sql) => {
      const { results } = await env.DB.prepare(`explain query plan ${sql.replaceAll(/\?\d*/g, 'null')}`).all<{
        detail: string;
      }>();
      return results.map(({ detail }) => detail).join('\n');
    }),
  );
  expect(plans.map((plan) => /audit_\w+|purges_\w+|INTEGER PRIMARY KEY|SCAN purges/.exec(plan)?.[0])).toEqual(
    ['audit_at', 'audit_subject', 'SCAN purges', 'purges_article'],
  );
  expect(plans.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
});

/** What is published already is said while a text is written as it is said by the queue, and for as few rows. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { NEAR_DUPLICATE_MIN_WORDS } from '../../src/limits.ts';
import { lookAtSubmission } from '../../src/pipeline/door.ts';
import { approve } from '../../src/publish/approve.ts';
import { publish } from '../../src/publish/publish.ts';
import { findArticleDetail } from '../../src/store/articles.ts';
import { counted } from '../bench/counted-database.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { ask, read, tokenOf } from '../intake/api-world.ts';
import { enter, NOW, ORIGIN, send } from './site.ts';

const mara = await enter({ name: 'Mara', role: 'translator' });
const pia = await enter({ name: 'Pia', role: 'publisher' });
const token = await tokenOf('translator', 'Tim');
const memberId = mara.memberId ?? '';

const words = (count: number) =>
  Array.from(
    { length: count },
    (_, n) => `${['harbour', 'lantern', 'ferry', 'night', 'keeper'][n % 5]}${n}`,
  ).join(' ');
const body = words(200);
const again = `# Again\n\n${body.replace('night3', 'evening3')}`;
const given = { source_url: null, source_lang: null, source_markdown: null };

const out = await makeArticle({ memberId, lang: 'en', markdown: `# Out\n\n${body}`, now: NOW });
const actor = { memberId: pia.memberId ?? '', role: 'publisher' } as const;
const page = `/desk/articles/${out}`;

async function screen(path: string, fields: { lang: string; markdown: string }): Promise<string> {
  const reply = await send(path, {
    method: 'POST',
    body: JSON.stringify({ csrf: mara.csrf, ...fields }),
    headers: { Origin: ORIGIN, 'Content-Type': 'application/json' },
    as: mara,
  });
  expect(reply.status).toBe(200);
  return reply.text();
}

const byApi = async (fields: { lang: string; markdown: string }) =>
  (await read(await ask(token, '/checks', { body: fields }))).findings.filter(
    ({ check }: { check: string }) => check === 'near-duplicate',
  );

it('says nothing of a text that nobody has published', async () => {
  expect(await byApi({ lang: 'en', markdown: again })).toEqual([]);
  expect(await screen('/desk/submit/live', { lang: 'en', markdown: again })).not.toContain(page);
  await approve(depsAt(NOW + 1_000), { articleId: out, actor });
  await publish(depsAt(NOW + 2_000), { articleId: out, actor });
});

it.each(['/desk/submit/live', '/desk/submit/preview'])('names the published article at %s', async (path) => {
  const html = await screen(path, { lang: 'en', markdown: again });
  expect(html).toContain(`href="${page}"`);
  expect(html).toContain('“Out”');
  expect(await screen(path, { lang: 'de', markdown: again })).not.toContain(page);
  expect(await screen(path, { lang: 'en', markdown: `# Other\n\n${words(9)}` })).not.toContain(page);
});

it('says the same by the API and by the queue', async () => {
  const [found] = await byApi({ lang: 'en', markdown: again });
  expect(found).toMatchObject({ severity: 'warning', segment: page });
  expect(await byApi({ lang: 'de', markdown: again })).toEqual([]);
  const id = await makeArticle({ memberId, lang: 'en', markdown: again, now: NOW + 3_000 });
  const queued = (await findArticleDetail(env.DB, id))?.findings.find(
    ({ check }) => check === 'near-duplicate',
  );
  expect(queued).toMatchObject(found);
});

it('does not look for texts that are near by chance, and asks twice for the others', async () => {
  const trips = async (markdown: string): Promise<number> => {
    const { database, count } = counted(env.DB);
    await lookAtSubmission(database, { lang: 'en', markdown, ...given });
    return count.trips;
  };
  const glossary = await trips(`# Out\n\n${words(NEAR_DUPLICATE_MIN_WORDS - 1)}`);
  expect(glossary).toBe(1);
  // The index, and the title of what it found.
  expect(await trips(again)).toBe(glossary + 2);
});

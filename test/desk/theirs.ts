/** What the permission matrix tries to touch: one of each thing, made anew, and all of them somebody else's. */
import { env } from 'cloudflare:workers';
import { newId } from '../../src/lib/ids.ts';
import { THEIRS } from '../fakes/cast.ts';
import { enter, NOW, putArticle } from './site.ts';

/** The parameters of a route's path. */
export type Params = Record<string, string>;

const run = (sql: string, ...params: (string | number | null)[]) =>
  env.DB.prepare(sql)
    .bind(...params)
    .run();

/** Whoever owns the thing. Another one for each: some requests end the owner too. */
export async function someone(): Promise<Params & { id: string }> {
  const { memberId = '' } = await enter({ name: crypto.randomUUID(), role: 'translator' });
  return { id: memberId };
}

const states = {
  in_review: '',
  approved: "update articles set state = 'approved', approved_revision = 1 where id = ?",
  published: `update articles set state = 'published', approved_revision = 1, published_revision = 1, month = '2026-05',
    published_at = created_at where id = ?`,
};

export async function article(state: keyof typeof states = 'in_review'): Promise<Params & { id: string }> {
  const { id } = await putArticle({ title: 'Theirs', lang: THEIRS, by: (await someone()).id });
  if (states[state]) await run(states[state], id);
  return { id };
}

export async function finding(): Promise<Params> {
  const { id, revisionId } = await putArticle({
    title: 'Theirs',
    lang: THEIRS,
    by: (await someone()).id,
    findings: [{ severity: 'warning', message: 'A link was lost.' }],
  });
  const found = await env.DB.prepare('select id from findings where revision_id = ?')
    .bind(revisionId)
    .first('id');
  return { id, finding: String(found) };
}

/** A thread on an article. */
export async function comment(): Promise<Params> {
  const { id } = await article();
  const one = newId(NOW);
  await run(
    "insert into comments (id, article_id, revision, quote, note, member_id, created_at) values (?, ?, 1, 'q', 'n', ?, ?)",
    ...[one, id, (await someone()).id, NOW],
  );
  return { id, comment: one };
}

export async function submission(state: 'failed' | 'ready'): Promise<Params & { id: string }> {
  const id = newId(NOW);
  await run(
    `insert into submissions (id, member_id, content_sha256, lang, markdown, topics, state, created_at, updated_at)
     values (?1, ?2, ?1, ?3, 'x', '[]', ?4, ?5, ?5)`,
    ...[id, (await someone()).id, THEIRS, state, NOW],
  );
  return { id };
}

/** A picture of a submission that was put off. */
export async function putOff(): Promise<Params> {
  const { id: subject } = await submission('ready');
  const id = newId(NOW);
  await run(
    "insert into outbox (id, kind, subject_id, due_at, error, created_at) values (?1, 'picture', ?2, ?3, 'x', ?3)",
    ...[id, subject, NOW],
  );
  return { id };
}

/** A claim that holds at `now`. */
export async function claim(now: number): Promise<Params & { id: string }> {
  const id = newId(now);
  await run(
    `insert into claims (id, source_key, source_url, lang, member_id, created_at, expires_at)
     values (?1, ?1, 'https://news.example/y', ?2, ?3, ?4, ?4 + 1000000)`,
    ...[id, THEIRS, (await someone()).id, now],
  );
  return { id };
}

/** A watched story with an article. */
export async function story(): Promise<Params> {
  const { id } = await article();
  const found = await env.DB.prepare('select story_id from articles where id = ?').bind(id).first('story_id');
  await run('insert into watches (story_id, updated_at) values (?, ?)', String(found), NOW);
  return { id: String(found) };
}

export async function term(): Promise<Params & { id: string }> {
  const id = newId(NOW);
  await run(
    `insert into glossary (id, source_lang, lang, term, translation, variants, forbidden, created_at, updated_at)
     values (?1, 'en', ?2, ?1, '鳗鱼', '[]', '["wrong"]', ?3, ?3)`,
    ...[id, THEIRS, NOW],
  );
  return { id };
}

export async function webhook(): Promise<Params> {
  const id = newId(NOW);
  await run(
    "insert into webhooks (id, url, secret, events, created_at) values (?1, 'https://hooks.example/' || ?1, 'whsec_eA==', '[]', ?2)",
    ...[id, NOW],
  );
  return { id };
}

/** A topic, or somebody credited. */
export async function named(table: 'topics' | 'people'): Promise<Params> {
  const id = newId(NOW);
  const [columns, values] =
    table === 'topics' ? ['slug, names', "?1, '{}'"] : ['slug, name, name_key', '?1, ?1, ?1'];
  await run(`insert into ${table} (id, ${columns}, created_at) values (?1, ${values}, ?2)`, id, NOW);
  return { id };
}

export async function invitation(): Promise<Params> {
  const id = newId(NOW);
  await run(
    "insert into invitations (id, role, link_sha256, created_at, expires_at) values (?1, 'translator', ?1, ?2, ?2 + 1000)",
    ...[id, NOW],
  );
  return { id };
}

export async function session(): Promise<Params> {
  const { id } = await someone();
  const found = await env.DB.prepare('select id from sessions where member_id = ?').bind(id).first('id');
  return { id: String(found) };
}

export async function token(): Promise<Params> {
  const id = newId(NOW);
  await run(
    "insert into tokens (id, member_id, role, name, token_sha256, created_at) values (?1, ?2, 'translator', 't', ?1, ?3)",
    ...[id, (await someone()).id, NOW],
  );
  return { id };
}

export async function passkey(): Promise<Params> {
  const id = crypto.randomUUID();
  await run(
    "insert into passkeys (id, member_id, public_key, algorithm, counter, transports, name, created_at) values (?, ?, 'x', -7, 0, '[]', 'Phone', ?)",
    ...[id, (await someone()).id, NOW],
  );
  return { id };
}

/** A delivery to a webhook that can be sent again. */
export async function delivery(): Promise<Params> {
  const { id = '' } = await webhook();
  const one = newId(NOW);
  await run(
    "insert into deliveries (id, webhook_id, event, body, due_at, created_at, done_at) values (?1, ?2, 'test', '{}', ?3, ?3, ?3)",
    ...[one, id, NOW],
  );
  return { id, delivery: one };
}

import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { enter, get, NOW, post, putArticle, type Visitor } from './site.ts';

/** The cast: one of each role, one bound to Arabic, and the owner of what the others try to touch. */
const cast = {
  translator: await enter({ name: 'Tara', role: 'translator' }),
  proofreader: await enter({ name: 'Petra', role: 'proofreader' }),
  publisher: await enter({ name: 'Pablo', role: 'publisher' }),
  admin: await enter({ name: 'Ada', role: 'admin' }),
  'publisher of ar': await enter({ name: 'Amal', role: 'publisher', lang: 'ar' }),
  'admin of ar': await enter({ name: 'Aziz', role: 'admin', lang: 'ar' }),
} satisfies Record<string, Visitor>;
type Who = keyof typeof cast;
const owner = await enter({ name: 'Olga', role: 'translator' });

const everyone = Object.keys(cast) as Who[];
const admins: Who[] = ['admin'];
const publishers: Who[] = ['publisher', 'admin'];
const proofreaders: Who[] = ['proofreader', ...publishers];

const article = () => putArticle({ title: 'Theirs', lang: 'zh-Hans', by: owner.memberId ?? '' });

async function submissionOf(state: 'failed' | 'ready'): Promise<string> {
  const id = newId(NOW);
  await env.DB.prepare(
    `insert into submissions (id, member_id, content_sha256, lang, markdown, topics, state, created_at, updated_at)
     values (?1, ?2, ?1, 'zh-Hans', 'x', '[]', ?3, ?4, ?4)`,
  )
    .bind(id, owner.memberId, state, NOW)
    .run();
  return id;
}

async function putOff(submissionId: string): Promise<string> {
  const id = newId(NOW);
  await env.DB.prepare(
    "insert into outbox (id, kind, subject_id, due_at, error, created_at) values (?, 'picture', ?, ?, 'x', ?)",
  )
    .bind(id, submissionId, NOW, NOW)
    .run();
  return id;
}

const ownersRow = (table: 'sessions' | 'tokens') =>
  env.DB.prepare(`select id from ${table} where member_id = ? limit 1`)
    .bind(owner.memberId)
    .first<string>('id');

async function giveToken(): Promise<void> {
  await env.DB.prepare(
    "insert into tokens (id, member_id, role, name, token_sha256, created_at) values (?1, ?2, 'translator', 't', ?1, ?3)",
  )
    .bind(newId(NOW), owner.memberId, NOW)
    .run();
}

/** A watched story. */
async function story(): Promise<string> {
  const { id } = await article();
  const found = await env.DB.prepare('select story_id from articles where id = ?')
    .bind(id)
    .first<string>('story_id');
  await env.DB.prepare('insert into watches (story_id, updated_at) values (?, ?)').bind(found, NOW).run();
  return found ?? '';
}

async function claimOf(): Promise<string> {
  const id = newId(NOW);
  await env.DB.prepare(
    `insert into claims (id, source_key, source_url, lang, member_id, created_at, expires_at)
     values (?1, ?1, 'https://news.example/y', 'zh-Hans', ?2, ?3, ?3 + 1000)`,
  )
    .bind(id, owner.memberId, NOW)
    .run();
  return id;
}

async function webhook(): Promise<string> {
  const id = newId(NOW);
  await env.DB.prepare(
    "insert into webhooks (id, url, secret, events, created_at) values (?1, 'https://hooks.example/' || ?1, 'whsec_eA==', '[]', ?2)",
  )
    .bind(id, NOW)
    .run();
  return `/desk/webhooks/${id}`;
}
const ofWebhook = (action: string) => async () => `${await webhook()}/${action}`;

/** A topic, or somebody credited. */
async function named(table: 'topics' | 'people'): Promise<string> {
  const id = newId(NOW);
  const columns = table === 'topics' ? 'slug, names' : 'slug, name, name_key';
  const values = table === 'topics' ? "?1, '{}'" : '?1, ?1, ?1';
  await env.DB.prepare(`insert into ${table} (id, ${columns}, created_at) values (?1, ${values}, ?2)`)
    .bind(id, NOW)
    .run();
  return id;
}

interface Route {
  /** Makes what the request is about, and gives its path. */
  path: () => Promise<string>;
  fields?: Record<string, string>;
  may: Who[];
}

const at = (path: string) => async () => path;
const ofArticle = (action: string) => async () => `/desk/articles/${(await article()).id}/${action}`;

/** Somebody's thread on an article of the owner. */
const ofThread = (turn: string) => async () => {
  const { id } = await article();
  const comment = newId(NOW);
  await env.DB.prepare(
    "insert into comments (id, article_id, revision, quote, note, member_id, created_at) values (?, ?, 1, 'q', 'n', ?, ?)",
  )
    .bind(comment, id, owner.memberId, NOW)
    .run();
  return `/desk/articles/${id}/review/comments/${comment}/${turn}`;
};

const TERM = newId(NOW);
const giveTerm = () =>
  env.DB.prepare(
    `insert or ignore into glossary (id, source_lang, lang, term, translation, variants, forbidden, created_at, updated_at)
     values (?1, 'en', 'zh-Hans', 'eel', '鳗鱼', '[]', '["wrong"]', ?2, ?2)`,
  )
    .bind(TERM, NOW)
    .run();
const ofTerm = (action: string) => async () => {
  await giveTerm();
  return `/desk/glossary/terms/${TERM}${action}`;
};
const note = { note: 'Because.', reason: 'Because.' };

/** Every route of the desk with what it takes. A route that is not here is refused to all (last test). */
const gets: Record<string, Route> = {
  '/desk/': { path: at('/desk/'), may: everyone },
  '/desk/submit': { path: at('/desk/submit'), may: everyone },
  '/desk/people': { path: at('/desk/people'), may: everyone },
  '/desk/log': { path: at('/desk/log'), may: admins },
  '/desk/log/purges': { path: at('/desk/log/purges'), may: admins },
  '/desk/log.csv': { path: at('/desk/log.csv'), may: admins },
  '/desk/work': { path: at('/desk/work'), may: [...publishers, 'publisher of ar', 'admin of ar'] },
  '/desk/claims': { path: at('/desk/claims?source_url=https%3A%2F%2Fnews.example%2Fx'), may: everyone },
  '/desk/stories': { path: at('/desk/stories'), may: everyone },
  'a story': { path: async () => `/desk/stories/${await story()}`, may: everyone },
  '/desk/settings': { path: at('/desk/settings'), may: admins },
  '/desk/settings/topics': { path: at('/desk/settings/topics'), may: admins },
  '/desk/settings/people': { path: at('/desk/settings/people'), may: admins },
  '/desk/webhooks': { path: at('/desk/webhooks'), may: admins },
  'a webhook': { path: webhook, may: admins },
  'side by side': { path: async () => `/desk/articles/${(await article()).id}/review`, may: everyone },
  'a comparison': {
    path: async () => `/desk/articles/${(await article()).id}/diff?from=1&to=1`,
    may: everyone,
  },
  'the glossary': { path: at('/desk/glossary?from=en&to=zh-Hans'), may: everyone },
  'the glossary as CSV': { path: at('/desk/glossary.csv?from=en&to=zh-Hans'), may: everyone },
  'the glossary as TBX': { path: at('/desk/glossary.tbx?from=en&to=zh-Hans'), may: everyone },
  'an article': { path: async () => `/desk/articles/${(await article()).id}`, may: everyone },
  "another's submission": {
    path: async () => `/desk/submissions/${await submissionOf('ready')}`,
    may: proofreaders,
  },
};

const posts: Record<string, Route> = {
  'edit a segment': {
    path: ofArticle('review/segment'),
    fields: { base_revision: '9', segment: '0', text: 'New' },
    may: proofreaders,
  },
  'put a glossary’s word in': {
    path: async () => {
      await giveTerm();
      return `/desk/articles/${(await article()).id}/review/replace`;
    },
    fields: { base_revision: '9', segment: '0', term: TERM, word: 'wrong' },
    may: proofreaders,
  },
  'bring a revision back': {
    path: ofArticle('restore'),
    fields: { base_revision: '9', revision: '1' },
    may: proofreaders,
  },
  pair: { path: ofArticle('review/pair'), fields: { move: 'reset', base_revision: '1' }, may: proofreaders },
  comment: {
    path: ofArticle('review/comments'),
    fields: { quote: 'A word', note: 'Why?' },
    may: ['translator', ...proofreaders],
  },
  'end a thread': { path: ofThread('resolve'), may: proofreaders },
  'open a thread again': { path: ofThread('reopen'), may: proofreaders },
  'add a term': {
    path: at('/desk/glossary/terms'),
    fields: { from: 'en', to: 'zh-Hans', term: 'net', translation: '网' },
    may: proofreaders,
  },
  'take a glossary in': {
    path: at('/desk/glossary/import'),
    fields: { from: 'en', to: 'zh-Hans' },
    may: proofreaders,
  },
  'change a term': { path: ofTerm(''), fields: { term: 'eel', translation: '鳗' }, may: proofreaders },
  'remove a term': { path: ofTerm('/remove'), may: proofreaders },
  'look at a text first': {
    path: at('/desk/submit/preview'),
    fields: { lang: 'ar', markdown: '# عنوان' },
    may: everyone,
  },
  'look at a text while writing': {
    path: at('/desk/submit/live'),
    fields: { lang: 'ar', markdown: '# عنوان' },
    may: everyone,
  },
  'keep a draft': { path: at('/desk/drafts'), fields: { draft: 'submit', markdown: 'x' }, may: everyone },
  'discard a draft': { path: at('/desk/drafts/discard'), fields: { draft: 'submit' }, may: everyone },
  claim: {
    path: at('/desk/claims'),
    fields: { source_url: 'https://news.example/x', lang: 'zh-Hans' },
    may: ['translator', ...proofreaders],
  },
  "release another's claim": {
    path: async () => `/desk/claims/${await claimOf()}/release`,
    may: publishers,
  },
  'watch a source': {
    path: async () => `/desk/stories/${await story()}/watch`,
    fields: { to: 'on' },
    may: [...proofreaders, 'publisher of ar', 'admin of ar'],
  },
  'paste a source': {
    path: async () => `/desk/stories/${await story()}/snapshot`,
    fields: { markdown: 'Text.' },
    may: [...proofreaders, 'publisher of ar', 'admin of ar'],
  },
  'mark a changed source as dealt with': {
    path: async () => `/desk/stories/${await story()}/settle`,
    may: publishers,
  },
  settings: { path: at('/desk/settings'), fields: { name: 'N', default_lang: 'en' }, may: admins },
  'add a webhook': {
    path: at('/desk/webhooks'),
    fields: { url: 'https://hooks.example/in', events: 'published' },
    may: admins,
  },
  'disable a webhook': { path: ofWebhook('disable'), may: admins },
  'enable a webhook': { path: ofWebhook('enable'), may: admins },
  'give a webhook a new secret': { path: ofWebhook('rotate'), may: admins },
  'test a webhook': { path: ofWebhook('test'), may: admins },
  'delete a webhook': { path: ofWebhook('delete'), may: admins },
  'send a delivery again': { path: ofWebhook(`deliveries/${newId(NOW)}/again`), may: admins },
  'rename a topic': {
    path: async () => `/desk/settings/topics/${await named('topics')}`,
    fields: { 'name:en': 'T' },
    may: admins,
  },
  'rename a credited person': {
    path: async () => `/desk/settings/people/${await named('people')}`,
    fields: { name: 'P' },
    may: admins,
  },
  approve: { path: ofArticle('approve'), may: proofreaders },
  'send back': { path: ofArticle('send-back'), fields: note, may: proofreaders },
  spike: { path: ofArticle('spike'), fields: note, may: publishers },
  publish: { path: ofArticle('publish'), may: publishers },
  schedule: { path: ofArticle('schedule'), fields: { at: '2026-06-01T00:00' }, may: publishers },
  withdraw: { path: ofArticle('withdraw'), fields: note, may: publishers },
  correct: { path: ofArticle('correct'), fields: { ...note, kind: 'update' }, may: publishers },
  edit: { path: ofArticle('edit'), fields: { markdown: '# New', base_revision: '1' }, may: proofreaders },
  'process again': {
    path: async () => `/desk/submissions/${await submissionOf('failed')}/again`,
    may: proofreaders,
  },
  'process again what failed': {
    path: at('/desk/work/again'),
    may: [...publishers, 'publisher of ar', 'admin of ar'],
  },
  'process again what was put off': {
    path: async () => `/desk/work/${await putOff(await submissionOf('ready'))}/again`,
    may: publishers,
  },
  invite: { path: at('/desk/people/invitations'), fields: { role: 'translator' }, may: admins },
  'revoke an invitation': { path: at(`/desk/people/invitations/${newId(NOW)}/revoke`), may: admins },
  'link for a member': { path: at(`/desk/people/members/${owner.memberId}/link`), may: admins },
  'role of a member': {
    path: at(`/desk/people/members/${owner.memberId}/role`),
    fields: { role: 'translator' },
    may: admins,
  },
  'disable a member': { path: at(`/desk/people/members/${owner.memberId}/disable`), may: admins },
  'remove the keys of a member': {
    path: at(`/desk/people/members/${owner.memberId}/remove-keys`),
    may: admins,
  },
  'end one’s other sessions': { path: at('/desk/people/sessions/end-others'), may: everyone },
  'link a member where no Access is': {
    path: at(`/desk/people/members/${owner.memberId}/access`),
    fields: { email: '' },
    may: [],
  },
  'enable a member': { path: at(`/desk/people/members/${owner.memberId}/enable`), may: admins },
  "end another's session": {
    path: async () => {
      await enter({ name: crypto.randomUUID(), role: 'translator' });
      return `/desk/people/sessions/${await env.DB.prepare('select id from sessions order by rowid desc limit 1').first('id')}/end`;
    },
    may: admins,
  },
  "revoke another's token": {
    path: async () => {
      await giveToken();
      return `/desk/people/tokens/${await ownersRow('tokens')}/revoke`;
    },
    may: admins,
  },
  'own token': {
    path: at('/desk/people/tokens'),
    fields: { name: 'n', role: 'translator', days: '9' },
    may: everyone,
  },
  'token above one’s role': {
    path: at('/desk/people/tokens'),
    fields: { name: 'n', role: 'admin', days: '9' },
    may: ['admin', 'admin of ar'],
  },
  "remove another's passkey": { path: at('/desk/passkeys/abc/remove'), may: [] },
  'a route that is none': { path: at('/desk/everything/delete'), may: [] },
};

const refused = (status: number) => status === 403 || status === 404;

it.each(Object.entries(gets))('shows %s to those whom it is for', async (_, route) => {
  const path = await route.path();
  const allowed: string[] = [];
  for (const who of everyone) {
    const { status } = await get(path, cast[who]);
    if (status === 200) allowed.push(who);
    else expect(refused(status)).toBe(true);
  }
  expect(allowed.toSorted()).toEqual(route.may.toSorted());
  expect((await get(path)).status).toBe(303);
});

it.each(Object.entries(posts))('lets only those %s who may', async (_, route) => {
  const allowed: string[] = [];
  for (const who of everyone) {
    const { status } = await post(await route.path(), route.fields ?? {}, cast[who]);
    // 409 and 422 come from behind the permission check: the person may, the thing's state does not.
    if ([200, 303, 409, 422].includes(status)) allowed.push(who);
    else expect(refused(status)).toBe(true);
  }
  expect(allowed.toSorted()).toEqual(route.may.toSorted());
  expect((await post(await route.path(), route.fields ?? {})).status).toBe(401);
});

it('lets a translator edit their own article and nobody else’s', async () => {
  const writer = await enter({ name: 'Wanda', role: 'translator' });
  const { id } = await putArticle({ title: 'Mine', by: writer.memberId ?? '' });
  const fields = { markdown: '# Mine, better', base_revision: '1' };
  expect((await post(`/desk/articles/${id}/edit`, fields, cast.translator)).status).toBe(403);
  expect((await post(`/desk/articles/${id}/edit`, fields, writer)).status).toBe(303);
});

it('shuts a disabled member out at once, sessions and tokens included', async () => {
  const leaver = await enter({ name: 'Leaver', role: 'proofreader' });
  await post('/desk/people/tokens', { name: 'n', role: 'translator', days: '9' }, leaver);
  await post(`/desk/people/members/${leaver.memberId}/disable`, {}, cast.admin);
  expect((await get('/desk/', leaver)).status).toBe(303);
  const open = await env.DB.prepare(
    'select count(*) as n from tokens where member_id = ? and revoked_at is null',
  )
    .bind(leaver.memberId)
    .first('n');
  expect(open).toBe(0);
});

it('takes tokens above a lowered role along', async () => {
  const member = await enter({ name: 'Lowered', role: 'publisher' });
  for (const role of ['translator', 'publisher']) {
    await post('/desk/people/tokens', { name: role, role, days: '9' }, member);
  }
  await post(`/desk/people/members/${member.memberId}/role`, { role: 'proofreader' }, cast.admin);
  const { results } = await env.DB.prepare(
    'select role from tokens where member_id = ? and revoked_at is null',
  )
    .bind(member.memberId)
    .all();
  expect(results).toEqual([{ role: 'translator' }]);
});

it('never loses the last admin of all languages', async () => {
  const { memberId } = cast.admin;
  const lower = await post(`/desk/people/members/${memberId}/role`, { role: 'translator' }, cast.admin);
  const bound = await post(
    `/desk/people/members/${memberId}/role`,
    { role: 'admin', lang: 'ar' },
    cast.admin,
  );
  const off = await post(`/desk/people/members/${memberId}/disable`, {}, cast.admin);
  expect([lower.status, bound.status, off.status]).toEqual([409, 409, 409]);
  expect((await get('/desk/log', cast.admin)).status).toBe(200);
});

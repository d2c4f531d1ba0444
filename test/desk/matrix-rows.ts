/** The desk's permission matrix: every route, who may have it, and what it is about, which is somebody else's. */
import { env } from 'cloudflare:workers';
import { newLink } from '../../src/auth/new-token.ts';
import { newId } from '../../src/lib/ids.ts';
import { everyone, NOBODY, THEIRS, those } from '../fakes/cast.ts';
import { NOW, type SiteOptions } from './site.ts';
import * as theirs from './theirs.ts';

export interface Row {
  /** As the route table has it. */
  route: string;
  /** For a second row of a route: what is other about it. */
  when?: string;
  /** Makes what the request is about. */
  of?: () => Promise<theirs.Params>;
  /** Where the pattern is not the path. */
  path?: string;
  query?: string;
  fields?: Record<string, string> | (() => Promise<Record<string, string>>);
  may: string[];
  /** What those who may are answered: 200 for a GET and 303 for a POST. */
  gives?: number;
  /** What the others are answered, where it is no 403 or 404. */
  refuses?: number;
  /** Outside of the entry: it is the same for those who have not entered. */
  open?: true;
  /** Ends the session that asks. */
  ends?: true;
  site?: SiteOptions;
}

const anybody = [...everyone, NOBODY];
const admins = those('admin', 'whole site');
const publishers = those('publisher');
const proofreaders = those('proofreader');
const translators = those('translator');

const pair = { from: 'en', to: THEIRS };
const inPair = `from=en&to=${THEIRS}`;
const note = { note: 'Because.', reason: 'Because.' };
/** A story without an article. */
async function anotherStory(): Promise<Record<string, string>> {
  const id = newId(NOW);
  await env.DB.prepare('insert into stories (id, created_at, updated_at) values (?1, ?2, ?2)')
    .bind(id, NOW)
    .run();
  return { story: `https://news.example/desk/stories/${id}` };
}

const given = { lang: THEIRS, markdown: '# 标题\n\n正文。' };
const aud = 'a'.repeat(64);
const byAccess: SiteOptions = {
  access: { issuer: 'https://team.cloudflareaccess.com', aud },
  platform: { aud, email: 'them@example.org' },
};

async function link(): Promise<Record<string, string>> {
  const { path, statements } = await newLink({ role: 'translator', now: NOW });
  for (const statement of statements) await env.DB.prepare(statement).run();
  return { key: path.split('key=')[1] ?? '', name: crypto.randomUUID() };
}

const door: Row[] = [
  ...['/assets/desk.css', '/assets/desk.js', '/assets/submit.js', '/enter'].map(
    (path): Row => ({ route: `GET ${path}`, may: anybody, open: true }),
  ),
  { route: 'POST /enter', when: 'by a link', fields: link, may: anybody, open: true, ends: true },
  { route: 'POST /enter', when: 'by none', fields: { key: 'x' }, may: [], refuses: 410, open: true },
  { route: 'POST /access/enter', may: [], open: true },
  { route: 'POST /access/enter', when: 'as nobody known', may: [], open: true, site: byAccess },
  { route: 'POST /passkeys/ask', may: anybody, gives: 200, open: true },
  { route: 'POST /passkeys/enter', fields: { id: 'x' }, may: [], open: true },
  { route: 'POST /words', fields: { words: 'en' }, may: anybody, open: true },
  { route: 'POST /leave', may: everyone, ends: true },
];

const writing: Row[] = [
  { route: 'GET /', path: '', may: everyone, gives: 303 },
  { route: 'GET /*', path: '/', may: everyone },
  { route: 'GET /*', when: 'of what is not there', path: '/everything', may: [] },
  { route: 'GET /submit', may: everyone },
  { route: 'POST /submit', fields: given, may: translators, refuses: 422 },
  { route: 'POST /submit/preview', fields: given, may: translators, gives: 200, refuses: 422 },
  { route: 'POST /submit/live', fields: given, may: translators, gives: 200, refuses: 422 },
  { route: 'POST /drafts', fields: { draft: 'submit', markdown: 'x' }, may: everyone },
  { route: 'POST /drafts/discard', fields: { draft: 'submit' }, may: everyone },
  { route: 'GET /submissions/:id', of: () => theirs.submission('ready'), may: proofreaders },
  { route: 'POST /submissions/:id/again', of: () => theirs.submission('failed'), may: proofreaders },
  { route: 'GET /claims', query: 'source_url=https%3A%2F%2Fnews.example%2Fx', may: everyone },
  {
    route: 'POST /claims',
    fields: async () => ({ source_url: `https://news.example/${crypto.randomUUID()}`, lang: THEIRS }),
    may: translators,
  },
  { route: 'POST /claims/:id/release', of: () => theirs.claim(NOW), may: publishers },
  { route: 'GET /stories', may: everyone },
  { route: 'GET /stories/:id', of: theirs.story, may: everyone },
  // A source is of no language of ours.
  {
    route: 'POST /stories/:id/watch',
    of: theirs.story,
    fields: { to: 'on' },
    may: those('proofreader', 'no language'),
  },
  {
    route: 'POST /stories/:id/snapshot',
    of: theirs.story,
    fields: { markdown: 'Text.' },
    may: those('proofreader', 'no language'),
  },
  { route: 'POST /stories/:id/settle', of: theirs.story, may: those('publisher', 'whole site') },
];

const ofArticle = (action: string, row: Omit<Row, 'route'>): Row => ({
  route: `POST /articles/:id/${action}`,
  of: theirs.article,
  ...row,
});
const approved = () => theirs.article('approved');
const published = () => theirs.article('published');

/** On a revision that is there no longer: the refusal comes from behind the permission. */
const old = { base_revision: '9', segment: '0' };

const articles: Row[] = [
  { route: 'GET /articles/:id', of: theirs.article, may: everyone },
  { route: 'GET /articles/:id/review', of: theirs.article, may: everyone },
  { route: 'GET /articles/:id/diff', of: theirs.article, query: 'from=1&to=1', may: everyone },
  ofArticle('approve', { fields: { revision: '1' }, may: proofreaders }),
  ofArticle('send-back', { fields: note, may: proofreaders }),
  ofArticle('edit', { fields: { markdown: '# 新', base_revision: '1' }, may: proofreaders }),
  ofArticle('findings/:finding', { of: theirs.finding, fields: note, may: proofreaders }),
  ofArticle('publish', { of: approved, may: publishers }),
  ofArticle('schedule', { of: approved, fields: { at: '2026-06-01T00:00' }, may: publishers }),
  ofArticle('spike', { fields: note, may: publishers }),
  ofArticle('lead', { of: published, may: publishers }),
  ofArticle('end-lead', { of: published, may: publishers }),
  ofArticle('withdraw', { of: published, fields: note, may: publishers }),
  ofArticle('slug', { of: published, fields: async () => ({ slug: crypto.randomUUID() }), may: publishers }),
  ofArticle('move', { of: published, fields: anotherStory, may: publishers }),
  ofArticle('correct', { of: published, fields: { ...note, kind: 'update' }, may: publishers }),
  ofArticle('review/segment', { fields: { ...old, text: 'New' }, may: proofreaders, gives: 409 }),
  ofArticle('review/replace', {
    fields: async () => ({ ...old, term: (await theirs.term()).id, word: 'wrong' }),
    may: proofreaders,
    gives: 409,
  }),
  ofArticle('restore', { fields: { ...old, revision: '1' }, may: proofreaders, gives: 409 }),
  ofArticle('review/pair', { fields: { move: 'reset', base_revision: '1' }, may: proofreaders }),
  ofArticle('review/comments', { fields: { quote: 'A word', note: 'Why?' }, may: translators }),
  ofArticle('review/comments/:comment/resolve', { of: theirs.comment, may: proofreaders }),
  ofArticle('review/comments/:comment/reopen', { of: theirs.comment, may: proofreaders }),
  { route: 'GET /glossary', query: inPair, may: everyone },
  { route: 'GET /glossary.csv', query: inPair, may: everyone },
  { route: 'GET /glossary.tbx', query: inPair, may: everyone },
  {
    route: 'POST /glossary/terms',
    fields: async () => ({ ...pair, term: crypto.randomUUID(), translation: '网' }),
    may: proofreaders,
  },
  // Without a file.
  { route: 'POST /glossary/import', fields: pair, may: proofreaders, gives: 422 },
  {
    route: 'POST /glossary/terms/:id',
    of: theirs.term,
    fields: async () => ({ term: crypto.randomUUID(), translation: '鳗' }),
    may: proofreaders,
  },
  { route: 'POST /glossary/terms/:id/remove', of: theirs.term, may: proofreaders },
];

const ofMember = (action: string, row: Partial<Row> = {}): Row => ({
  route: `POST /people/members/:id/${action}`,
  of: theirs.someone,
  may: admins,
  ...row,
});
const ownToken = { name: 'n', days: '9' };

const people: Row[] = [
  { route: 'GET /people', may: everyone },
  { route: 'POST /people/invitations', fields: { role: 'translator' }, may: admins, gives: 200 },
  { route: 'POST /people/invitations/:id/revoke', of: theirs.invitation, may: admins },
  ofMember('link', { gives: 200 }),
  ofMember('role', { fields: { role: 'proofreader' } }),
  ofMember('disable'),
  ofMember('enable'),
  ofMember('remove-keys'),
  ofMember('access', { when: 'where no Access is', fields: { email: '' }, may: [] }),
  ofMember('access', { when: 'where Access is', fields: { email: '' }, site: byAccess }),
  { route: 'POST /people/sessions/end-others', may: everyone },
  { route: 'POST /people/sessions/:id/end', of: theirs.session, may: admins },
  {
    route: 'POST /people/tokens',
    when: 'of the least role',
    fields: { ...ownToken, role: 'translator' },
    may: everyone,
    gives: 200,
  },
  {
    route: 'POST /people/tokens',
    when: 'of the highest role',
    fields: { ...ownToken, role: 'admin' },
    may: those('admin', 'no language'),
    gives: 200,
  },
  { route: 'POST /people/tokens/:id/revoke', of: theirs.token, may: admins },
  { route: 'POST /passkeys/offer', may: everyone, gives: 200 },
  // Nothing that an authenticator made.
  { route: 'POST /passkeys', fields: { id: 'x' }, may: everyone, gives: 422 },
  { route: 'POST /passkeys/:id/remove', of: theirs.passkey, may: [] },
];

const ofWebhook = (action: string, row: Partial<Row> = {}): Row => ({
  route: `POST /webhooks/:id/${action}`,
  of: theirs.webhook,
  may: admins,
  ...row,
});

const site: Row[] = [
  ...[
    '/settings',
    '/settings/topics',
    '/settings/people',
    '/webhooks',
    '/log',
    '/log/purges',
    '/log.csv',
  ].map((path): Row => ({ route: `GET ${path}`, may: admins })),
  { route: 'POST /settings', fields: { name: 'N', default_lang: 'en' }, may: admins },
  {
    route: 'POST /settings/topics/:id',
    of: () => theirs.named('topics'),
    fields: { 'name:en': 'T' },
    may: admins,
  },
  {
    route: 'POST /settings/people/:id',
    of: () => theirs.named('people'),
    fields: async () => ({ name: crypto.randomUUID() }),
    may: admins,
  },
  { route: 'GET /webhooks/:id', of: theirs.webhook, may: admins },
  {
    route: 'POST /webhooks',
    fields: async () => ({ url: `https://hooks.example/${crypto.randomUUID()}`, events: 'published' }),
    may: admins,
    gives: 200,
  },
  ofWebhook('disable'),
  ofWebhook('enable'),
  ofWebhook('rotate', { gives: 200 }),
  ofWebhook('test'),
  ofWebhook('delete'),
  ofWebhook('deliveries/:delivery/again', { of: theirs.delivery }),
  { route: 'GET /work', may: those('publisher', 'no language') },
  { route: 'POST /work/again', may: those('publisher', 'no language') },
  { route: 'POST /work/:id/again', of: theirs.putOff, may: publishers },
];

export const rows: Row[] = [...door, ...writing, ...articles, ...people, ...site];

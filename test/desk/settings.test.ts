/** Settings: read back as they were set, purged where they show, logged. */
import { env } from 'cloudflare:workers';
import { expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { newId } from '../../src/lib/ids.ts';
import { findSettings } from '../../src/store/settings.ts';
import { enter, get, NOW, post } from './site.ts';

const admin = await enter({ name: 'Ada', role: 'admin' });

const good = {
  name: 'The Ferry',
  langs: 'en, zh-hans，ar',
  default_lang: 'zh-Hans',
  hub: 'https://hub.example/',
  'footer:en': 'By volunteers.',
  'disclaimer:zh-Hans': '仅供参考。',
  'licence:en': 'CC BY 4.0',
};
const purgedFor = (change: string) =>
  env.DB.prepare('select distinct tags from purges where change = ?')
    .bind(change)
    .all<{ tags: string }>()
    .then(({ results }) => results.flatMap(({ tags }) => JSON.parse(tags) as string[]));

it('sets the site, purges every page, and shows what was set', async () => {
  const reply = await post('/desk/settings', good, admin);
  expect(reply.headers.get('Location')).toMatch(/^\/desk\/settings\?saved=/);
  expect(await findSettings(env.DB)).toEqual({
    name: 'The Ferry',
    langs: ['en', 'zh-Hans', 'ar'],
    default_lang: 'zh-Hans',
    // A box that is not ticked is not sent.
    four_eyes: false,
    hub: 'https://hub.example/',
    footer: { en: 'By volunteers.' },
    disclaimer: { 'zh-Hans': '仅供参考。' },
    licence: { en: 'CC BY 4.0' },
  });
  expect(await purgedFor('change_site')).toEqual(['site']);
  const page = await (await get('/desk/settings', admin)).text();
  for (const text of [
    'The Ferry',
    'By volunteers.',
    '仅供参考。',
    'CC BY 4.0',
    'https://hub.example/',
    'name="settle_seconds"',
  ]) {
    expect(page).toContain(text);
  }
  await post('/desk/settings', { ...good, hub: '', 'footer:en': ' ', four_eyes: 'on' }, admin);
  const after = await findSettings(env.DB);
  expect([after.hub, after.footer, after.four_eyes]).toEqual([undefined, {}, true]);
  const log = env.DB.prepare(
    "select count(*) as n from audit where action = 'change_site' and member_id = ?",
  );
  expect(await log.bind(admin.memberId).first('n')).toBe(2);
});

it.each([
  [{ langs: 'en, no such tag!' }, 'no language tag'],
  [{ default_lang: '' }, 'no language tag'],
  [{ name: '' }, 'class="error"'],
  [{ 'footer:en': '[About us](about.html)' }, 'Nobody can be led to “about.html”'],
  [
    { 'licence:ar': '[x](javascript:alert(1)) [y](javascript:alert)' },
    'Nobody can be led to “javascript:alert”',
  ],
  [{ 'disclaimer:en': 'x'.repeat(2_001) }, 'class="error"'],
  [{ hub: 'not a url' }, 'class="error"'],
  [{ settle_seconds: 'soon' }, 'a whole number of seconds from 0 to 3600'],
  [{ settle_seconds: '4.5' }, 'a whole number of seconds from 0 to 3600'],
  [{ settle_seconds: '3601' }, 'a whole number of seconds from 0 to 3600'],
])('refuses %o, says what is wrong and gives back what was typed', async (wrong, said) => {
  const before = await findSettings(env.DB);
  const reply = await post('/desk/settings', { ...good, ...wrong }, admin);
  expect(reply.status).toBe(422);
  const page = await reply.text();
  expect(page).toContain(said);
  const { default_lang: _, 'footer:en': footer, ...typed } = { ...good, ...wrong };
  for (const text of Object.values(typed)) expect(page).toContain(text);
  expect(page).toContain(footer);
  expect(await findSettings(env.DB)).toEqual(before);
});

it('purges for the second time as many seconds after a change as the desk says, or else the deployment', async () => {
  const hints: (number | undefined)[] = [];
  const spy = vi.spyOn(env.QUEUE, 'send').mockImplementation(async (message, options) => {
    if ((message as { kind: string }).kind === 'purge') hints.push(options?.delaySeconds);
    return {} as QueueSendResponse;
  });
  const waits = async () => {
    const { results } = await env.DB.prepare(
      "select (due_at - created_at) / 1000 as seconds from purges where phase = 'settle' order by rowid",
    ).all<{ seconds: number }>();
    return results.map(({ seconds }) => seconds);
  };
  await env.DB.prepare('delete from purges').run();
  const { settleSeconds } = readConfig(env);
  await post('/desk/settings', { ...good, settle_seconds: '' }, admin);
  // The change that sets it waits for as long as it says, and so does what comes after.
  await post('/desk/settings', { ...good, settle_seconds: ' 90 ' }, admin);
  await post('/desk/settings', { ...good, settle_seconds: '90', name: 'The Later Ferry' }, admin);
  expect(await (await get('/desk/settings', admin)).text()).toContain('value="90"');
  await post('/desk/settings', { ...good, settle_seconds: '' }, admin);
  expect(await waits()).toEqual([settleSeconds, 90, 90, settleSeconds]);
  expect(hints).toEqual([settleSeconds, 90, 90, settleSeconds]);
  spy.mockRestore();
});

it('lets nobody purge sooner than replicas settle, where there are any', async () => {
  const deployed = { edgeCache: 'workers' } as const;
  const shown = await post('/desk/settings', { ...good, settle_seconds: '9' }, admin, deployed);
  expect(shown.status).toBe(422);
  const page = await shown.text();
  for (const said of ['value="9"', 'From 10 to 3600; empty for', 'a whole number of seconds from 10 to 3600'])
    expect(page).toContain(said);
  // The stand-in takes as few as it offers.
  expect(await (await get('/desk/settings', admin)).text()).toContain('From 0 to 3600; empty for');
  expect((await findSettings(env.DB)).settle_seconds).toBe(undefined);
});

it('names a topic in each language, and renames a credited person, purging what shows them', async () => {
  const [topic, person] = [newId(NOW), newId(NOW)];
  await env.DB.batch([
    env.DB.prepare('insert into topics (id, slug, names, created_at) values (?, ?, ?, ?)').bind(
      topic,
      'rivers',
      '{"en":"rivers"}',
      NOW,
    ),
    env.DB.prepare(
      'insert into people (id, name, name_key, slug, created_at) values (?1, ?2, ?3, ?3, ?4)',
    ).bind(person, 'Lin Yoa', 'lin-yoa', NOW),
  ]);
  expect(await (await get('/desk/settings/topics', admin)).text()).toContain('rivers');
  await post(
    `/desk/settings/topics/${topic}`,
    { 'name:en': 'Rivers', 'name:zh-Hans': ' 河流 ', 'name:ar': '' },
    admin,
  );
  const names = await env.DB.prepare('select names from topics where id = ?')
    .bind(topic)
    .first<string>('names');
  expect(JSON.parse(names ?? '')).toEqual({ en: 'Rivers', 'zh-Hans': '河流' });
  expect(await purgedFor('rename_topic')).toEqual([`topic:${topic}`]);
  expect((await post(`/desk/settings/topics/${topic}`, { 'name:en': '' }, admin)).status).toBe(422);

  expect(await (await get('/desk/settings/people?from=li', admin)).text()).toContain('Lin Yoa');
  expect(await (await get('/desk/settings/people?from=m', admin)).text()).not.toContain('Lin Yoa');
  expect((await post(`/desk/settings/people/${person}`, { name: 'Lin Yao' }, admin)).status).toBe(303);
  expect(await env.DB.prepare('select name from people where id = ?').bind(person).first('name')).toBe(
    'Lin Yao',
  );
  expect(await purgedFor('rename_person')).toEqual([`person:${person}`]);
  expect((await post(`/desk/settings/people/${newId(NOW)}`, { name: 'X' }, admin)).status).toBe(404);
});

/** Changes of what many pages show: a person's name, a topic's names, the site's settings. */

import { personTag, siteTag, topicTag } from '../edge/tags.ts';
import { type Told, tell } from '../i18n/told/tell.ts';
import { newId } from '../lib/ids.ts';
import { errorKind, logEvent } from '../lib/log.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { NAME_MAX_CHARS, SETTLE_MAX_SECONDS, SETTLE_MIN_SECONDS } from '../limits.ts';
import { sendHint } from '../queue/messages.ts';
import { updateSite } from '../queue/update-index.ts';
import {
  findPersonRow,
  findTopicRow,
  renamePersonStatement,
  renameTopicStatement,
} from '../store/changes.ts';
import { promiseStatement } from '../store/outbox.ts';
import {
  findSettings,
  SITE_SETTINGS_KEY,
  type SiteSettings,
  siteSettings,
  writeSettingStatement,
} from '../store/settings.ts';
import { always } from '../store/statement.ts';
import { meanwhile } from './approve.ts';
import {
  type Actor,
  makeChange,
  nothingToPurge,
  type PublishDeps,
  type PublishRefusal,
  type PurgeReport,
} from './change.ts';

const badName = (field: string): PublishRefusal => ({
  reason: 'bad_input',
  field,
  told: tell('name-bad', { max: NAME_MAX_CHARS }),
});

/** The person's page keeps its URL; every page that shows the name is purged. */
export async function renamePerson(
  deps: PublishDeps,
  options: { personId: string; name: string; actor: Actor },
): Promise<Result<PurgeReport, PublishRefusal>> {
  const name = options.name.trim().normalize('NFC');
  if (name === '' || name.length > NAME_MAX_CHARS) return fail(badName('name'));
  const person = await findPersonRow(deps.db, options.personId);
  if (!person) return fail({ reason: 'not_found', told: tell('no-person') });
  if (person.name === name) return ok(nothingToPurge);
  const done = await makeChange(deps, {
    id: newId(deps.now),
    name: 'rename_person',
    articleId: null,
    actor: options.actor,
    subject: `person:${person.id}`,
    tags: [personTag(person.id)],
    statements: [renamePersonStatement(deps.db, person.id, name)],
    guard: always,
    before: { name: person.name },
    after: { name },
  });
  return done ? ok(done) : fail(meanwhile);
}

/** `names` maps a language to the topic's name in it. */
export async function renameTopic(
  deps: PublishDeps,
  options: { topicId: string; names: Record<string, string>; actor: Actor },
): Promise<Result<PurgeReport, PublishRefusal>> {
  const names = Object.entries(options.names).map(
    ([lang, name]) => [lang, name.trim().normalize('NFC')] as const,
  );
  if (names.length === 0 || names.some(([, name]) => name === '' || name.length > NAME_MAX_CHARS)) {
    return fail(badName('names'));
  }
  const topic = await findTopicRow(deps.db, options.topicId);
  if (!topic) return fail({ reason: 'not_found', told: tell('no-topic') });
  const after = JSON.stringify(Object.fromEntries(names));
  if (topic.names === after) return ok(nothingToPurge);
  const done = await makeChange(deps, {
    id: newId(deps.now),
    name: 'rename_topic',
    articleId: null,
    actor: options.actor,
    subject: `topic:${topic.id}`,
    tags: [topicTag(topic.id)],
    statements: [renameTopicStatement(deps.db, topic.id, after)],
    guard: always,
    before: { names: topic.names },
    after: { names: after },
  });
  return done ? ok(done) : fail(meanwhile);
}

function badSetting(field: string, shortest: number): PublishRefusal {
  const told: Record<string, Told> = {
    name: tell('name-bad', { max: NAME_MAX_CHARS }),
    hub: tell('setting-hub'),
    settle_seconds: tell('setting-settle', { min: shortest, max: SETTLE_MAX_SECONDS }),
  };
  return { reason: 'bad_input', field, told: told[field] ?? tell('setting-bad') };
}

/** Every page shows something of the site, so all are purged. Fields that are left out stay as they are. */
export async function changeSite(
  deps: PublishDeps,
  options: { settings: Partial<SiteSettings>; actor: Actor },
): Promise<Result<PurgeReport, PublishRefusal>> {
  const before = await findSettings(deps.db);
  const parsed = siteSettings.safeParse({ ...before, ...options.settings });
  // The stand-in is one machine: nothing lags there.
  const shortest = deps.config.edgeCache === 'workers' ? SETTLE_MIN_SECONDS : 0;
  if (!parsed.success)
    return fail(badSetting(parsed.error.issues[0]?.path.join('.') ?? 'settings', shortest));
  if ((parsed.data.settle_seconds ?? shortest) < shortest)
    return fail(badSetting('settle_seconds', shortest));
  const value = JSON.stringify(parsed.data);
  if (value === JSON.stringify(before)) return ok(nothingToPurge);
  const done = await makeChange(deps, {
    id: newId(deps.now),
    name: 'change_site',
    articleId: null,
    actor: options.actor,
    subject: 'site',
    tags: [siteTag],
    statements: [
      writeSettingStatement(deps.db, { key: SITE_SETTINGS_KEY, value, now: deps.now }),
      promiseStatement(deps.db, {
        id: newId(deps.now),
        kind: 'index',
        subjectId: SITE_SETTINGS_KEY,
        now: deps.now,
      }),
    ],
    guard: always,
    before: { value: JSON.stringify(before) },
    after: { value },
    beforePurge: () => updateSiteAtOnce(deps),
  });
  return done ? ok(done) : fail(meanwhile);
}

/**
 * A page of results takes the site from the search index, and one made after the purge should find it new there. At
 * best: the promise stands until it is so.
 */
async function updateSiteAtOnce(deps: PublishDeps): Promise<void> {
  try {
    await updateSite(deps);
  } catch (error) {
    logEvent('warn', 'index.site.deferred', { error: errorKind(error) });
    deps.ctx.waitUntil(sendHint(deps.env.QUEUE, { v: 1, kind: 'site' }));
  }
}

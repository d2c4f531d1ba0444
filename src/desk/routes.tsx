/**
 * The newsroom's screens. Private to the last byte: every answer is `private, no-store`, no script but our own,
 * no frame, no other site's form. Each screen works without script. Whoever is not signed in gets to the entry
 * page, and what they had typed goes along.
 */
import { Hono } from 'hono';
import { needAccess } from '../auth/access.ts';
import { needSameOrigin } from '../auth/same-origin.ts';
import { leave, needSession } from '../auth/session.ts';
import type { AppEnv } from '../config.ts';
import { articlePages } from './article.tsx';
import { articleChanges } from './article-changes.tsx';
import { assets } from './assets/routes.ts';
import { showBoard } from './board.tsx';
import { carryBookmark } from './bookmark.ts';
import { claims } from './claims.tsx';
import { drafts } from './drafts.tsx';
import { entry } from './enter.tsx';
import { glossary } from './glossary.tsx';
import { needForm, refuse, refuseForeign, refuseOutsider, refuseStranger } from './guard.tsx';
import { deskHeaders } from './headers.ts';
import { log } from './log.tsx';
import { passkeys } from './passkeys.ts';
import { people } from './people.tsx';
import { peopleChanges } from './people-changes.tsx';
import { diffPages } from './review/diff.tsx';
import { editChanges } from './review/edit-changes.ts';
import { reviewPages } from './review/page.tsx';
import { remarkChanges } from './review/remark-changes.ts';
import { type DeskEnv, type OpenEnv, speakWords } from './screen.ts';
import { settings } from './settings.tsx';
import { settingsNames } from './settings-names.tsx';
import { stories } from './stories.tsx';
import { storyPages } from './story.tsx';
import { submissionPages } from './submission.tsx';
import { submit } from './submit.tsx';
import { webhooks } from './webhooks.tsx';
import { work } from './work.tsx';

const inside = new Hono<DeskEnv>();
inside.use(needSession(refuseStranger));
inside.use(carryBookmark());
inside.use(needForm());
inside.post('/leave', async (c) => {
  await leave(c);
  // Opened like this, the page drops what the browser kept of unsent texts.
  return c.redirect('/desk/enter', 303);
});
inside.get('/', (c) => c.redirect('/desk/', 303));
// Hono joins '/desk' and '/' to '/desk'; the board's own path has the slash.
inside.get('*', (c, next) => (new URL(c.req.url).pathname === '/desk/' ? showBoard(c) : next()));
inside.route('/', submit);
inside.route('/claims', claims);
inside.route('/drafts', drafts);
inside.route('/stories', stories);
inside.route('/stories', storyPages);
inside.route('/settings', settings);
inside.route('/settings', settingsNames);
inside.route('/webhooks', webhooks);
inside.route('/submissions', submissionPages);
inside.route('/articles', articlePages);
inside.route('/articles', articleChanges);
for (const part of [reviewPages, editChanges, remarkChanges, diffPages]) inside.route('/articles', part);
inside.route('/', glossary);
inside.route('/people', people);
inside.route('/people', peopleChanges);
inside.route('/passkeys', passkeys);
inside.route('/', log);
inside.route('/', work);
inside.all('*', (c) => refuse(c, 404));

export const desk = new Hono<AppEnv>();
desk.use(deskHeaders());
desk.use(speakWords());
desk.use(needAccess<OpenEnv>(refuseOutsider));
desk.route('/assets', assets);
desk.use(needSameOrigin<OpenEnv>(refuseForeign));
desk.route('/', entry);
desk.route('/', inside);

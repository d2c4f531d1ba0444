/** One story: its translations, its claims, and the watch on its source. */
import { type Context, Hono } from 'hono';
import { may } from '../auth/actor.ts';
import { sha256 } from '../lib/hash.ts';
import { isId, newId } from '../lib/ids.ts';
import { sourceBlocks } from '../lib/source-blocks.ts';
import { SOURCE_MARKDOWN_MAX_BYTES } from '../limits.ts';
import { listClaimsOfSource } from '../store/desk/claims.ts';
import { findSnapshots } from '../store/desk/snapshots.ts';
import { findStory } from '../store/desk/stories.ts';
import { findWatch, recordLook, settleWatch, startWatch, stopWatch } from '../store/desk/watches.ts';
import { ClaimRow } from './claims.tsx';
import { field, refuse } from './guard.tsx';
import { Page } from './layout.tsx';
import { Ago, LangName, Notice, State } from './parts.tsx';
import { type DeskEnv, deskScreen } from './screen.ts';
import { storyTitle } from './stories.tsx';
import { SourceDiff, WatchPart } from './watch.tsx';

export const storyPages = new Hono<DeskEnv>();

interface Shown {
  problem?: string;
  done?: string;
}

async function showStory(c: Context<DeskEnv>, shown: Shown, status: 200 | 422): Promise<Response> {
  const s = deskScreen(c);
  const words = s.t.newsroom;
  const db = c.get('db');
  const id = c.req.param('id') ?? '';
  const found = isId(id) ? await findStory(db, id) : undefined;
  if (!found) return refuse(c, 404);
  const { story, articles } = found;
  const [watch, snapshots, claims] = await Promise.all([
    findWatch(db, story.id),
    findSnapshots(db, story.id),
    story.source_key ? listClaimsOfSource(db, story.source_key, s.now) : [],
  ]);
  const { baseline, newest } = snapshots;
  const title = storyTitle(found);
  return c.html(
    <Page s={s} title={title}>
      <h1 dir="auto">{title}</h1>
      <p class="about">
        {story.source_url ? (
          <a href={story.source_url} rel="noreferrer" dir="auto">
            {story.source_publisher ?? story.source_key ?? story.source_url}
          </a>
        ) : (
          <span>{words.noSource}</span>
        )}
        {story.source_lang && <LangName s={s} lang={story.source_lang} />}
        <Ago s={s} at={story.created_at} />
      </p>
      {shown.problem && <Notice kind="bad">{shown.problem}</Notice>}
      {shown.done && <Notice kind="good">{shown.done}</Notice>}
      {story.twin_of && (
        <Notice kind="plain">
          {words.twinOf}
          {s.t.colon}
          <a href={`/desk/stories/${story.twin_of}`}>{words.toStory}</a>
        </Notice>
      )}
      {watch?.changed_at != null && baseline && newest && (
        <SourceDiff s={s} storyId={story.id} changedAt={watch.changed_at} before={baseline} after={newest} />
      )}
      <section>
        <h2>{words.translations}</h2>
        {articles.length === 0 && claims.length === 0 && <p>{words.noLanguages}</p>}
        <ul class="rows">
          {articles.map((article) => (
            <li class="row">
              <a class="title" href={`/desk/articles/${article.id}`} lang={article.lang} dir="auto">
                {article.title}
              </a>
              <p class="about">
                <State s={s} state={article.state} />
                <LangName s={s} lang={article.lang} />
                <Ago s={s} at={article.updated_at} />
                {story.changed_at !== null && <span class="state in_review">{words.sourceChanged}</span>}
              </p>
            </li>
          ))}
          {claims.map((claim) => (
            <ClaimRow s={s} claim={claim} show="lang" />
          ))}
        </ul>
        {story.source_url && (
          <p>
            <a class="button" href={`/desk/claims?${new URLSearchParams({ source_url: story.source_url })}`}>
              {words.claimFor}
            </a>
          </p>
        )}
      </section>
      {!story.twin_of && <WatchPart s={s} story={story} watch={watch} baseline={baseline} />}
    </Page>,
    status,
  );
}

storyPages.get('/:id', (c) => {
  const { newsroom } = deskScreen(c).t;
  const notes = { watch: newsroom.watchStarted, settle: newsroom.watchSettled } as const;
  const done = c.req.query('done');
  return showStory(c, done === 'watch' || done === 'settle' ? { done: notes[done] } : {}, 200);
});

/** What a change by this person is written with; undefined where there is no such story, or it is another's twin. */
async function byHand(c: Context<DeskEnv>) {
  const storyId = c.req.param('id') ?? '';
  const found = isId(storyId) ? await findStory(c.get('db'), storyId) : undefined;
  if (!found || found.story.twin_of) return undefined;
  const now = c.get('now');
  return { storyId, auditId: newId(now), memberId: c.get('actor').memberId, now };
}

const back = (c: Context<DeskEnv>, done?: string) =>
  c.redirect(`/desk/stories/${c.req.param('id')}${done ? `?done=${done}` : ''}`, 303);

storyPages.post('/:id/watch', async (c) => {
  if (!may(c.get('actor'), 'proofreader')) return refuse(c, 403);
  const by = await byHand(c);
  if (!by) return refuse(c, 404);
  if (field(c, 'to') === 'off') {
    await stopWatch(c.get('db'), by);
    return back(c);
  }
  await startWatch(c.get('db'), by);
  return back(c, 'watch');
});

/** The mark stands on all translations, so whoever takes it away answers for all languages. */
storyPages.post('/:id/settle', async (c) => {
  const { actor } = deskScreen(c);
  if (!may(actor, 'publisher') || actor.lang !== undefined) return refuse(c, 403);
  const by = await byHand(c);
  if (!by) return refuse(c, 404);
  return back(c, (await settleWatch(c.get('db'), by)) ? 'settle' : undefined);
});

storyPages.post('/:id/snapshot', async (c) => {
  if (!may(c.get('actor'), 'proofreader')) return refuse(c, 403);
  const by = await byHand(c);
  if (!by) return refuse(c, 404);
  const db = c.get('db');
  const watch = await findWatch(db, by.storyId);
  if (!watch) return refuse(c, 404);
  const text = sourceBlocks(field(c, 'markdown').toWellFormed()).join('\n\n');
  if (text === '' || new TextEncoder().encode(text).byteLength > SOURCE_MARKDOWN_MAX_BYTES) {
    return showStory(c, { problem: deskScreen(c).t.newsroom.pasteWrong }, 422);
  }
  await recordLook(db, {
    ...by,
    snapshotId: newId(by.now),
    sha256: await sha256(text),
    markdown: text,
    // Somebody pastes because the page cannot be fetched, or differs from what a reader sees.
    dueAt: null,
  });
  return back(c);
});

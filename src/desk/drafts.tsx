/** Drafts of forms: kept on the desk while somebody types, and by a button where there is no script. */
import { type Context, Hono } from 'hono';
import { type GivenText, givenText } from '../intake/fields.ts';
import { newId } from '../lib/ids.ts';
import { DRAFT_MAX_BYTES, URL_MAX_CHARS } from '../limits.ts';
import { type DraftLine, deleteDraft, findDraft, listDrafts, saveDraft } from '../store/desk/drafts.ts';
import { field, refuse } from './guard.tsx';
import { Page, Post } from './layout.tsx';
import { Ago, firstLine, Notice } from './parts.tsx';
import { type DeskEnv, type DeskScreen, deskScreen } from './screen.ts';

export const drafts = new Hono<DeskEnv>();

/** A form's name: the submit form, that of one source and language, or an article's edit. */
const formName = /^(?:submit|source:[A-Za-z0-9-]{2,35}:\S+|article:[0-9a-f-]{36})$/;

export const parseFormName = (text: string | undefined): string | undefined =>
  text !== undefined && text.length <= URL_MAX_CHARS + 50 && formName.test(text) ? text : undefined;

/** The fields of a draft; what names the form and the session is not among them. */
function draftFields(c: Context<DeskEnv>): GivenText {
  const { csrf: _, draft: __, ...fields } = givenText(c.get('form'));
  return fields;
}

const isJson = (c: Context): boolean => (c.req.header('Content-Type') ?? '').startsWith('application/json');

drafts.post('/', async (c) => {
  const s = deskScreen(c);
  const form = parseFormName(field(c, 'draft'));
  if (form === undefined) return isJson(c) ? c.json({ detail: s.t.notFound }, 422) : refuse(c, 404);
  const fields = draftFields(c);
  if (new TextEncoder().encode(JSON.stringify(fields)).byteLength > DRAFT_MAX_BYTES) {
    if (isJson(c)) return c.json({ detail: s.t.newsroom.draftTooLong }, 413);
    return c.html(
      <Page s={s} title={s.t.notDone}>
        <h1>{s.t.notDone}</h1>
        <Notice kind="bad">{s.t.newsroom.draftTooLong}</Notice>
        <textarea rows={18} aria-label={s.t.whatYouSent} readonly>{`\n${fields.markdown ?? ''}`}</textarea>
      </Page>,
      413,
    );
  }
  const { memberId } = s.actor;
  await saveDraft(c.get('db'), { id: newId(s.now), memberId, form, fields, now: s.now });
  if (isJson(c)) return c.json({ saved_at: s.now });
  const back = form.startsWith('article:')
    ? pageOf(form)
    : `/desk/submit?${new URLSearchParams({ draft: form, saved: '1' })}`;
  return c.redirect(back, 303);
});

drafts.post('/discard', async (c) => {
  const form = parseFormName(field(c, 'draft'));
  if (form === undefined) return refuse(c, 404);
  await deleteDraft(c.get('db'), { memberId: c.get('actor').memberId, form });
  return c.redirect(pageOf(form), 303);
});

/** What `submit.js` needs to know of a form that it keeps as a draft. */
export function keptAs(s: DeskScreen, form: string, savedAt = 0): Record<`data-${string}`, string> {
  const words = s.t.newsroom;
  return {
    'data-draft': form,
    'data-member': s.actor.memberId,
    'data-saved-at': String(savedAt),
    'data-note-saved': words.noteSaved,
    'data-note-kept': words.noteKept,
    'data-note-session': words.noteSession,
    'data-note-restored': words.noteRestored,
    'data-note-long': words.noteTooLong,
  };
}

/** The page on which a form stands. */
const pageOf = (form: string): string =>
  form.startsWith('article:') ? `/desk/articles/${form.slice('article:'.length)}` : '/desk/submit';

/** The draft of a form, as what was given in it. */
export async function findGiven(
  c: Context<DeskEnv>,
  form: string,
): Promise<{ given: GivenText; updatedAt: number } | undefined> {
  const draft = await findDraft(c.get('db'), { memberId: c.get('actor').memberId, form });
  return draft && { given: draft.fields, updatedAt: draft.updated_at };
}

/** One's other drafts of the submit form. */
export async function listOtherDrafts(c: Context<DeskEnv>, form: string): Promise<DraftLine[]> {
  const all = await listDrafts(c.get('db'), c.get('actor').memberId);
  return all.filter((draft) => draft.form !== form && !draft.form.startsWith('article:'));
}

export const DraftList = (props: { s: DeskScreen; drafts: DraftLine[] }) => {
  const { s } = props;
  const words = s.t.newsroom;
  if (props.drafts.length === 0) return null;
  return (
    <section>
      <h2>{words.drafts}</h2>
      <ul class="rows">
        {props.drafts.map((draft) => (
          <li class="row">
            <a class="title" dir="auto" href={`/desk/submit?${new URLSearchParams({ draft: draft.form })}`}>
              {firstLine(draft.head) ?? words.untitled}
            </a>
            <p class="about">
              <span>
                {words.draftOf} <Ago s={s} at={draft.updated_at} />
              </span>
              {draft.source_url && <span>{draft.source_url}</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Throws a draft away, in two steps; its own form, because a form cannot stand in another. */
export const DiscardDraft = (props: { s: DeskScreen; form: string }) => (
  <details>
    <summary>{props.s.t.newsroom.startAfresh}</summary>
    <p class="hint">{props.s.t.newsroom.discardHint}</p>
    <Post s={props.s} to="/desk/drafts/discard" class="line">
      <input type="hidden" name="draft" value={props.form} />
      <button type="submit" class="danger">
        {props.s.t.newsroom.discard}
      </button>
    </Post>
  </details>
);

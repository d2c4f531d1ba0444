/** What this person may do with this article now, as forms. What may not be done is not shown. */
import type { Child } from 'hono/jsx';
import { FRONT_PAGE_ROWS } from '../limits.ts';
import type { PublishRefusal } from '../publish/change.ts';
import type { ArticleDetail, ArticleRow } from '../store/articles.ts';
import type { LogEntry } from '../store/desk/log.ts';
import { correctionKinds } from '../store/schema/words.ts';
import { type Action, fits, mayAct } from './article-rights.ts';
import { DiscardDraft, keptAs } from './drafts.tsx';
import { Post, PostButton } from './layout.tsx';
import { Field, langName, Notice } from './parts.tsx';
import { readersHave } from './readers-have.tsx';
import type { DeskScreen } from './screen.ts';

/** A change that was refused, with what was typed for it. */
export interface Refused {
  action: Action;
  refusal: Pick<PublishRefusal, 'told' | 'field'>;
  given: Record<string, string>;
}

/** What the article waits for, whoever looks: under the heading there is nothing else for those who may not act. */
function standing(s: DeskScreen, article: ArticleRow, back: LogEntry | undefined): string {
  switch (article.state) {
    case 'in_review':
      return back ? s.t.newsroom.sentBackHint : s.t.groupHints.review;
    case 'spiked':
      return s.t.spikedHint;
    case 'withdrawn':
    case 'published':
      return readersHave(s, article, article.current_revision);
    default:
      return s.t.groupHints[article.state];
  }
}

type Props = { s: DeskScreen; detail: ArticleDetail; refused?: Refused };

export const Fold = (props: { title: string; open: true | undefined; children?: Child }) => (
  <details class="fold" {...(props.open ? { open: true } : {})}>
    <summary>{props.title}</summary>
    {props.children}
  </details>
);

/** `leads`: it was chosen to lead its edition's front page. */
export const Actions = (props: Props & { back: LogEntry | undefined; leads: boolean }) => {
  const { s, detail, refused, back, leads } = props;
  const { article } = detail;
  const can = (action: Action) => mayAct(s.actor, action, article) && fits(action, article);
  const to = (action: Action) => `/desk/articles/${article.id}/${action}`;
  const given = (action: Action, name: string) =>
    refused?.action === action ? (refused.given[name] ?? '') : '';
  const open = (action: Action) => (refused?.action === action ? true : undefined);
  const wrong = (action: Action, name: string) =>
    refused?.action === action && refused.refusal.field === name ? s.say(refused.refusal.told) : undefined;
  const note = (action: Action, name: string, label: string, hint?: string) => (
    <Field name={name} id={`${action}-${name}`} label={label} hint={hint} error={wrong(action, name)}>
      {(attributes) => (
        <textarea {...attributes} rows={3} dir="auto" required>
          {`\n${given(action, name)}`}
        </textarea>
      )}
    </Field>
  );
  const isNewer = article.published_revision !== article.current_revision;
  /** A revision that comes in meanwhile is not meant. */
  const shown = <input type="hidden" name="revision" value={String(article.current_revision)} />;
  const correction = can('correct') && (
    <Fold title={s.t.actions.correct} open={open('correct')}>
      <Post s={s} to={to('correct')}>
        <Field name="kind" label={s.t.correctionKind} error={wrong('correct', 'kind')}>
          {(attributes) => (
            <select {...attributes}>
              {correctionKinds.map((kind) => (
                <option value={kind} selected={kind === given('correct', 'kind')}>
                  {s.t.correctionKinds[kind]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {note('correct', 'note', s.t.correctionNote, s.t.readersSee)}
        {isNewer && (
          <label class="check">
            <input type="checkbox" name="revision" value={String(article.current_revision)} checked />{' '}
            {s.t.withRevision.replace('{n}', String(article.current_revision))}
          </label>
        )}
        <button type="submit" class="main">
          {s.t.actions.correct}
        </button>
      </Post>
    </Fold>
  );
  return (
    <section class="actions" aria-labelledby="actions">
      <h2 id="actions">{s.t.nextStep}</h2>
      <p class="hint">{standing(s, article, back)}</p>
      {leads && (
        <p class="hint">
          {s.t.leadHint.replace('{lang}', langName(s, article.lang)).replace('{n}', String(FRONT_PAGE_ROWS))}
        </p>
      )}
      {/* A text that readers have is mostly changed because something was wrong with it: then they are told. */}
      {isNewer && correction}
      <div class="buttons">
        {can('approve') && (
          <Post s={s} to={to('approve')}>
            {shown}
            <button type="submit" class="main">
              {s.t.actions.approve}
            </button>
          </Post>
        )}
        {can('publish') && (
          <Post s={s} to={to('publish')}>
            {shown}
            <button type="submit" class={can('approve') ? undefined : 'main'}>
              {s.t.actions.publish.replace('{n}', String(article.current_revision))}
            </button>
          </Post>
        )}
        {can('lead') && !leads && <PostButton s={s} to={to('lead')} text={s.t.actions.lead} />}
        {can('end-lead') && leads && <PostButton s={s} to={to('end-lead')} text={s.t.actions['end-lead']} />}
      </div>
      {can('schedule') && (
        <Fold title={s.t.actions.schedule} open={open('schedule')}>
          <Post s={s} to={to('schedule')}>
            {shown}
            <Field name="at" label={s.t.at} hint={s.t.atHint} error={wrong('schedule', 'at')}>
              {(attributes) => (
                <input
                  {...attributes}
                  type="datetime-local"
                  data-local={s.t.review.localTime}
                  required
                  value={given('schedule', 'at') || new Date(s.now + 3_600_000).toISOString().slice(0, 16)}
                />
              )}
            </Field>
            <button type="submit" class="main">
              {s.t.actions.schedule}
            </button>
          </Post>
        </Fold>
      )}
      {!isNewer && correction}
      {can('withdraw') && (
        <Fold title={s.t.actions.withdraw} open={open('withdraw')}>
          <Post s={s} to={to('withdraw')}>
            {note('withdraw', 'reason', s.t.reason, s.t.readersSee)}
            <button type="submit" class="danger">
              {s.t.actions.withdraw}
            </button>
          </Post>
        </Fold>
      )}
      {can('send-back') && (
        <Fold title={s.t.actions['send-back']} open={open('send-back')}>
          <Post s={s} to={to('send-back')}>
            {note('send-back', 'note', s.t.noteToTranslator)}
            <button type="submit" class="main">
              {s.t.actions['send-back']}
            </button>
          </Post>
        </Fold>
      )}
      {can('spike') && (
        <Fold title={s.t.actions.spike} open={open('spike')}>
          <Post s={s} to={to('spike')}>
            {note('spike', 'note', s.t.noteToTranslator)}
            <button type="submit" class="danger">
              {s.t.actions.spike}
            </button>
          </Post>
        </Fold>
      )}
    </section>
  );
};

/** What was typed on the article's page and not saved as a revision. */
export interface EditDraft {
  given: Record<string, string>;
  updatedAt: number;
}

/**
 * The whole text, to be saved as a new revision: as wide as the page, for it is written in. A draft brings the
 * revision that it began from, so that it cannot overwrite a newer one.
 */
export const Edit = ({ s, detail, refused, draft }: Props & { draft?: EditDraft | undefined }) => {
  const { article, revision } = detail;
  if (!mayAct(s.actor, 'edit', article)) return null;
  const mine = refused?.action === 'edit' ? refused : undefined;
  const given = mine?.given ?? draft?.given ?? {};
  const base = mine ? undefined : draft?.given.base_revision;
  const form = `article:${article.id}`;
  const wrong = (name: string) => (mine?.refusal.field === name ? s.say(mine.refusal.told) : undefined);
  return (
    <Fold title={s.t.actions.edit} open={mine || draft ? true : undefined}>
      {draft && !mine && (
        <>
          <Notice kind="plain">{s.t.newsroom.editRestored}</Notice>
          <DiscardDraft s={s} form={form} />
        </>
      )}
      <Post
        s={s}
        to={`/desk/articles/${article.id}/edit`}
        // What was refused is newer than the browser's own copy of it, and knows the newest revision.
        kept={{ ...keptAs(s, form, draft?.updatedAt), ...(mine ? { 'data-given': '' } : {}) }}
      >
        <input type="hidden" name="draft" value={form} />
        <input type="hidden" name="base_revision" value={base ?? String(article.current_revision)} />
        <Field name="markdown" label={s.t.markdownLabel} error={wrong('markdown')}>
          {(attributes) => (
            <textarea {...attributes} rows={24} dir="auto" lang={article.lang} required>
              {`\n${given.markdown ?? revision.markdown}`}
            </textarea>
          )}
        </Field>
        <Field name="reason" label={s.t.editReason} error={wrong('reason')}>
          {(attributes) => <input {...attributes} type="text" maxlength={500} value={given.reason ?? ''} />}
        </Field>
        <p class="hint note" data-note role="status"></p>
        <div class="buttons">
          <button type="submit" class="main">
            {s.t.saveRevision}
          </button>
          <button type="submit" formaction="/desk/drafts" formnovalidate>
            {s.t.newsroom.saveDraft}
          </button>
        </div>
      </Post>
      <script type="module" src="/desk/assets/submit.js"></script>
    </Fold>
  );
};

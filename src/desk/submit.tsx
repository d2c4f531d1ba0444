/** The small form, and the page on which a submission says how far it is. */
import { type Context, Hono } from 'hono';
import { may } from '../auth/actor.ts';
import { type FieldError, type GivenText, givenText, parseSubmissionFields } from '../intake/fields.ts';
import { receiveSubmission } from '../intake/receive.ts';
import { isId, newId } from '../lib/ids.ts';
import { sendHint } from '../queue/messages.ts';
import { auditStatement } from '../store/audit.ts';
import { findLastLang, findMarkdown } from '../store/desk/work.ts';
import { findSubmissionStatus, requeueSubmission, type SubmissionStatus } from '../store/submissions.ts';
import { FindingList } from './findings.tsx';
import { refuse } from './guard.tsx';
import { listOfferedLangs } from './langs.ts';
import { Page, Post } from './layout.tsx';
import { Ago, Field, langName, Notice, State } from './parts.tsx';
import { type DeskEnv, type DeskScreen, depsOf, deskScreen } from './screen.ts';

export const submit = new Hono<DeskEnv>();

const SubmitPage = (props: { s: DeskScreen; langs: string[]; given: GivenText; errors: FieldError[] }) => {
  const { s, given } = props;
  const error = (name: string) => props.errors.find(({ field }) => field === name)?.message;
  const known = ['lang', 'markdown', 'source_url', 'header_image', 'topics'];
  const others = props.errors.filter(({ field }) => !known.includes(field));
  return (
    <Page s={s} title={s.t.submit}>
      <h1>{s.t.submit}</h1>
      {props.errors.length > 0 && <Notice kind="bad">{s.t.formWrong}</Notice>}
      {others.map(({ message }) => (
        <Notice kind="bad">{message}</Notice>
      ))}
      <Post s={s} to="/desk/submit" upload="files">
        <Field name="lang" label={s.t.langLabel} error={error('lang')}>
          {(attributes) => (
            <select {...attributes} required>
              <option value="">{s.t.choose}</option>
              {props.langs.map((lang) => (
                <option value={lang} selected={lang === given.lang}>
                  {langName(s, lang)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="markdown" label={s.t.markdownLabel} hint={s.t.markdownHint} error={error('markdown')}>
          {(attributes) => (
            <textarea {...attributes} rows={18} dir="auto" spellcheck={false}>
              {`\n${given.markdown ?? ''}`}
            </textarea>
          )}
        </Field>
        <Field name="markdown_file" label={s.t.fileLabel}>
          {(attributes) => (
            <input {...attributes} type="file" accept=".md,.markdown,.txt,text/markdown,text/plain" />
          )}
        </Field>
        <Field name="source_url" label={s.t.sourceLabel} hint={s.t.sourceHint} error={error('source_url')}>
          {(attributes) => (
            <input
              {...attributes}
              type="url"
              value={given.source_url ?? ''}
              inputmode="url"
              placeholder="https://"
            />
          )}
        </Field>
        <Field
          name="header_image"
          label={s.t.pictureLabel}
          hint={s.t.pictureHint}
          error={error('header_image')}
        >
          {(attributes) => (
            <input
              {...attributes}
              type="file"
              accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
            />
          )}
        </Field>
        <Field name="topics" label={s.t.topicsLabel} hint={s.t.topicsHint} error={error('topics')}>
          {(attributes) => <input {...attributes} type="text" value={given.topics ?? ''} />}
        </Field>
        <button type="submit" class="main">
          {s.t.send}
        </button>
      </Post>
    </Page>
  );
};

/** A bound member's own language alone. */
async function langsFor(c: Context<DeskEnv>, also: string | undefined): Promise<string[]> {
  const { lang } = c.get('actor');
  return lang === undefined ? listOfferedLangs(c.get('db'), also ? [also] : []) : [lang];
}

submit.get('/submit', async (c) => {
  const { actor } = deskScreen(c);
  const lang = actor.lang ?? (await findLastLang(c.get('db'), actor.memberId));
  const given: GivenText = { ...(lang ? { lang } : {}), source_url: c.req.query('source_url') ?? '' };
  return c.html(<SubmitPage s={deskScreen(c)} langs={await langsFor(c, lang)} given={given} errors={[]} />);
});

submit.post('/submit', async (c) => {
  const s = deskScreen(c);
  const raw = c.get('form');
  const again = async (errors: FieldError[], status: 422 | 429) => {
    const given = givenText(raw);
    return c.html(
      <SubmitPage s={s} langs={await langsFor(c, undefined)} given={given} errors={errors} />,
      status,
    );
  };
  const { success } = await c.env.DOOR_LIMIT.limit({ key: s.actor.memberId });
  if (!success) return again([{ field: 'body', message: s.t.tooMany }], 429);
  const fields = parseSubmissionFields(raw);
  if (!fields.ok) return again(fields.error, 422);
  if (!may(s.actor, 'translator', fields.value.lang)) {
    return again([{ field: 'lang', message: s.t.notYourLang }], 422);
  }
  const received = await receiveSubmission(depsOf(c), { memberId: s.actor.memberId, fields: fields.value });
  if (!received.ok) return again(received.error, 422);
  return c.redirect(`/desk/submissions/${received.value.id}`, 303);
});

/** While work is under way the page asks again by itself. */
const REFRESH_SECONDS = 3;

const StatusPage = (props: {
  s: DeskScreen;
  submission: SubmissionStatus;
  /** What was sent, where it became no article. */
  markdown: string | undefined;
}) => {
  const { s, submission } = props;
  const { state, article } = submission;
  const open = state === 'queued' || state === 'processing';
  return (
    <Page s={s} title={s.t.submission} {...(open ? { refreshSeconds: REFRESH_SECONDS } : {})}>
      <h1>{article?.title ?? s.t.submission}</h1>
      <p class="about">
        <State s={s} state={state} />
        <span>{langName(s, submission.lang)}</span>
        <Ago s={s} at={submission.created_at} />
      </p>
      {open && <Notice kind="plain">{s.t.inWork}</Notice>}
      {state === 'failed' && (
        <>
          <Notice kind="bad">
            <p>{s.t.failedText}</p>
            <p>{submission.failure}</p>
          </Notice>
          <Post s={s} to={`/desk/submissions/${submission.id}/again`}>
            <button type="submit" class="main">
              {s.t.processAgain}
            </button>
          </Post>
          <h2>{s.t.whatYouSent}</h2>
          <pre class="markdown" dir="auto" tabindex={0}>
            {props.markdown}
          </pre>
        </>
      )}
      {article && (
        <>
          <Notice kind="good">
            {s.t.readyText} <a href={`/desk/articles/${article.id}`}>{s.t.toArticle}</a>
          </Notice>
          <FindingList s={s} findings={submission.findings} />
        </>
      )}
    </Page>
  );
};

/** The submission, if this person may see it: their own, or one of a language they proofread. */
async function findOwn(c: Context<DeskEnv>): Promise<SubmissionStatus | undefined> {
  const id = c.req.param('id') ?? '';
  const found = isId(id) ? await findSubmissionStatus(c.get('db'), id) : undefined;
  const actor = c.get('actor');
  if (!found) return undefined;
  return found.member_id === actor.memberId || may(actor, 'proofreader', found.lang) ? found : undefined;
}

submit.get('/submissions/:id', async (c) => {
  const found = await findOwn(c);
  if (!found) return refuse(c, 404);
  const markdown = found.state === 'failed' ? await findMarkdown(c.get('db'), found.id) : undefined;
  return c.html(<StatusPage s={deskScreen(c)} submission={found} markdown={markdown} />);
});

submit.post('/submissions/:id/again', async (c) => {
  const found = await findOwn(c);
  if (!found) return refuse(c, 404);
  const now = c.get('now');
  const { requeued } = await requeueSubmission(c.get('db'), { id: found.id, outboxId: newId(now), now });
  if (requeued) {
    await auditStatement(c.get('db'), {
      id: newId(now),
      now,
      memberId: c.get('actor').memberId,
      action: 'submission.again',
      subject: `submission:${found.id}`,
    }).run();
    c.executionCtx.waitUntil(sendHint(c.env.QUEUE, { v: 1, kind: 'submission', id: found.id }));
  }
  return c.redirect(`/desk/submissions/${found.id}`, 303);
});

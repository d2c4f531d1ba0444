/** The small form, and a look at what would become of it before it is sent. */
import { type Context, Hono } from 'hono';
import { may } from '../auth/actor.ts';
import {
  type FieldError,
  type GivenText,
  givenText,
  parseSubmissionFields,
  type SubmissionFields,
} from '../intake/fields.ts';
import { receiveSubmission } from '../intake/receive.ts';
import { fail, type Result } from '../lib/result.ts';
import { type Preview, previewSubmission } from '../pipeline/door.ts';
import { findLastLang } from '../store/desk/work.ts';
import { listOfferedLangs } from './langs.ts';
import { Page, Post } from './layout.tsx';
import { Field, langName, Notice } from './parts.tsx';
import { PreviewPart } from './preview.tsx';
import { type DeskEnv, type DeskScreen, depsOf, deskScreen } from './screen.ts';

export const submit = new Hono<DeskEnv>();

const SubmitPage = (props: {
  s: DeskScreen;
  langs: string[];
  given: GivenText;
  errors: FieldError[];
  preview?: Preview;
  /** Names of the files that were chosen, which a server cannot put back. */
  files?: string[];
}) => {
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
      {props.preview && <PreviewPart s={s} preview={props.preview} lang={given.lang ?? ''} />}
      {props.preview && props.files?.includes('header_image') && (
        <Notice kind="plain">{s.t.keptFiles}</Notice>
      )}
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
        <div class="buttons">
          <button type="submit" class="main">
            {s.t.send}
          </button>
          <button type="submit" formaction="/desk/submit/preview">
            {s.t.lookFirst}
          </button>
        </div>
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

/** The form as it was filled in, with what is wrong. */
async function again(c: Context<DeskEnv>, errors: FieldError[], status: 422 | 429): Promise<Response> {
  const langs = await langsFor(c, undefined);
  const given = givenText(c.get('form'));
  return c.html(<SubmitPage s={deskScreen(c)} langs={langs} given={given} errors={errors} />, status);
}

/** The fields, if this person may send them in now. */
async function readFields(
  c: Context<DeskEnv>,
): Promise<Result<SubmissionFields, { errors: FieldError[]; status: 422 | 429 }>> {
  const { t, actor } = deskScreen(c);
  const { success } = await c.env.DOOR_LIMIT.limit({ key: actor.memberId });
  if (!success) return fail({ errors: [{ field: 'body', message: t.tooMany }], status: 429 });
  const fields = parseSubmissionFields(c.get('form'));
  if (!fields.ok) return fail({ errors: fields.error, status: 422 });
  if (may(actor, 'translator', fields.value.lang)) return fields;
  return fail({ errors: [{ field: 'lang', message: t.notYourLang }], status: 422 });
}

submit.post('/submit', async (c) => {
  const fields = await readFields(c);
  if (!fields.ok) return again(c, fields.error.errors, fields.error.status);
  const { memberId } = c.get('actor');
  const received = await receiveSubmission(depsOf(c), { memberId, fields: fields.value });
  if (!received.ok) return again(c, received.error, 422);
  return c.redirect(`/desk/submissions/${received.value.id}`, 303);
});

submit.post('/submit/preview', async (c) => {
  const fields = await readFields(c);
  if (!fields.ok) return again(c, fields.error.errors, fields.error.status);
  const raw = c.get('form');
  return c.html(
    <SubmitPage
      s={deskScreen(c)}
      langs={await langsFor(c, fields.value.lang)}
      given={givenText(raw)}
      errors={[]}
      preview={previewSubmission(fields.value)}
      files={Object.keys(raw.files)}
    />,
  );
});

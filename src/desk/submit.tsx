/** Sending a text in, and a look at what would become of it before it is sent or while it is written. */

import { type Context, Hono } from 'hono';
import { may } from '../auth/actor.ts';
import { parseLang } from '../i18n/languages.ts';
import { tell } from '../i18n/told/tell.ts';
import type { RawFields } from '../intake/body.ts';
import {
  type FieldError,
  type GivenText,
  givenText,
  parseSubmissionFields,
  type SubmissionFields,
} from '../intake/fields.ts';
import { receiveSubmission } from '../intake/receive.ts';
import { fail, type Result } from '../lib/result.ts';
import { sourceKey } from '../lib/source-key.ts';
import { lookAtSubmission, type Preview } from '../pipeline/door.ts';
import { deleteDraft } from '../store/desk/drafts.ts';
import { findLastLang } from '../store/desk/work.ts';
import { findGiven, listOtherDrafts, parseFormName } from './drafts.tsx';
import { field } from './guard.tsx';
import { listOfferedLangs } from './langs.ts';
import { Notice } from './parts.tsx';
import { PreviewPart } from './preview.tsx';
import { type DeskEnv, type DeskScreen, depsOf, deskScreen } from './screen.ts';
import { labelOf, SubmitPage } from './submit-form.tsx';

export const submit = new Hono<DeskEnv>();

const PLAIN_FORM = 'submit';

/** A bound member's own language alone. */
async function langsFor(c: Context<DeskEnv>, also: string | undefined): Promise<string[]> {
  const { lang } = c.get('actor');
  return lang === undefined ? listOfferedLangs(c.get('db'), also ? [also] : []) : [lang];
}

/** A claim's form is kept apart from the others, so that two texts in work do not overwrite each other. */
function formOf(sourceUrl: string, lang: string | undefined): string {
  const key = sourceKey(sourceUrl);
  return (key && lang && parseFormName(`source:${lang}:${key}`)) || PLAIN_FORM;
}

submit.get('/submit', async (c) => {
  const s = deskScreen(c);
  const sourceUrl = (c.req.query('source_url') ?? '').trim();
  const asked = parseLang(c.req.query('lang'));
  const form = parseFormName(c.req.query('draft')) ?? formOf(sourceUrl, asked);
  const [draft, drafts, last] = await Promise.all([
    findGiven(c, form),
    listOtherDrafts(c, form),
    s.actor.lang ?? findLastLang(c.get('db'), s.actor.memberId),
  ]);
  // A draft keeps what was typed, be it a language or not.
  const lang = parseLang(draft?.given.lang) ?? asked ?? last;
  const given: GivenText = {
    ...draft?.given,
    lang: lang ?? '',
    source_url: draft?.given.source_url || sourceUrl,
  };
  const words = s.t.newsroom;
  const notice = c.req.query('saved') === undefined ? words.draftRestored : words.draftSaved;
  return c.html(
    <SubmitPage
      s={s}
      form={form}
      langs={await langsFor(c, lang)}
      given={given}
      errors={[]}
      drafts={drafts}
      {...(draft ? { savedAt: draft.updatedAt, notice } : {})}
    />,
  );
});

const formNamed = (c: Context<DeskEnv>): string => parseFormName(field(c, 'draft')) ?? PLAIN_FORM;

/** The form as it was filled in, with what is wrong. */
async function again(c: Context<DeskEnv>, errors: FieldError[], status: 422 | 429): Promise<Response> {
  const langs = await langsFor(c, undefined);
  const given = givenText(c.get('form'));
  if (status === 429) c.header('Retry-After', '60');
  return c.html(
    <SubmitPage s={deskScreen(c)} form={formNamed(c)} langs={langs} given={given} errors={errors} />,
    status,
  );
}

/** The fields, if this person may send them in now. */
async function readFields(
  c: Context<DeskEnv>,
): Promise<Result<SubmissionFields, { errors: FieldError[]; status: 422 | 429 }>> {
  const { actor } = deskScreen(c);
  const { success } = await c.env.DOOR_LIMIT.limit({ key: actor.memberId });
  if (!success) return fail({ errors: [{ field: 'body', told: tell('too-many') }], status: 429 });
  const fields = parseSubmissionFields(c.get('form'));
  if (!fields.ok) return fail({ errors: fields.error, status: 422 });
  if (may(actor, 'translator', fields.value.lang)) return fields;
  return fail({ errors: [{ field: 'lang', told: tell('lang-not-yours') }], status: 422 });
}

submit.post('/submit', async (c) => {
  const fields = await readFields(c);
  if (!fields.ok) return again(c, fields.error.errors, fields.error.status);
  const { memberId } = c.get('actor');
  const received = await receiveSubmission(depsOf(c), { memberId, fields: fields.value });
  if (!received.ok) return again(c, received.error, 422);
  await deleteDraft(c.get('db'), { memberId, form: formNamed(c) });
  return c.redirect(`/desk/submissions/${received.value.id}`, 303);
});

/** By the steps and checks of the queue. */
const look = (c: Context<DeskEnv>, fields: SubmissionFields): Promise<Preview> =>
  lookAtSubmission(c.get('db'), {
    lang: fields.lang,
    markdown: fields.markdown,
    source_url: fields.sourceUrl ?? null,
    source_lang: fields.sourceLang ?? null,
    source_markdown: fields.sourceMarkdown ?? null,
  });

submit.post('/submit/preview', async (c) => {
  const fields = await readFields(c);
  if (!fields.ok) return again(c, fields.error.errors, fields.error.status);
  const s = deskScreen(c);
  const raw = c.get('form');
  return c.html(
    <SubmitPage
      s={s}
      form={formNamed(c)}
      langs={await langsFor(c, fields.value.lang)}
      given={givenText(raw)}
      errors={[]}
      preview={<PreviewPart s={s} preview={await look(c, fields.value)} lang={fields.value.lang} />}
      {...('header_image' in raw.files ? { notice: s.t.keptFiles } : {})}
    />,
  );
});

/** The form as if the fields that are wrong had been left empty. */
const without = (form: RawFields, errors: FieldError[]): RawFields => ({
  ...form,
  values: Object.fromEntries(
    Object.entries(form.values).filter(([name]) => !errors.some(({ field: wrong }) => wrong === name)),
  ),
});

/** Leads from the look beside the form to the field that is wrong; nothing where it is none of the form's. */
const FieldLink = ({ s, name }: { s: DeskScreen; name: string }) => {
  const label = labelOf(s, name);
  return label === undefined ? null : (
    <>
      <a href={`#f-${name}`}>{label}</a>
      {s.t.colon}
    </>
  );
};

/** The same look as a part of the page, for the script that asks while somebody types. */
submit.post('/submit/live', async (c) => {
  const s = deskScreen(c);
  const read = await readFields(c);
  const { errors, status } = read.ok ? { errors: [], status: 200 as const } : read.error;
  // What is wrong elsewhere, an address half typed above all, keeps nobody from seeing the text.
  const fields = status === 422 ? parseSubmissionFields(without(c.get('form'), errors)) : read;
  const isReadable = fields.ok && may(s.actor, 'translator', fields.value.lang);
  return c.html(
    <div data-live-part>
      {errors.map(({ field: name, told }) => (
        <Notice kind="plain">
          <FieldLink s={s} name={name} />
          <span data-wrong={name}>{s.say(told)}</span>
        </Notice>
      ))}
      {isReadable && <PreviewPart s={s} preview={await look(c, fields.value)} lang={fields.value.lang} />}
    </div>,
    status,
  );
});

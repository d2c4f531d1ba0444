/** The small form itself. Everything on it works without script; `submit.js` saves and shows while one types. */
import type { Child } from 'hono/jsx';
import type { FieldError, GivenText } from '../intake/fields.ts';
import type { DraftLine } from '../store/desk/drafts.ts';
import { DiscardDraft, DraftList, keptAs } from './drafts.tsx';
import { Page } from './layout.tsx';
import { Field, langName, Notice } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

export interface SubmitShown {
  s: DeskScreen;
  /** Names the draft that this form is kept as. */
  form: string;
  langs: string[];
  given: GivenText;
  errors: FieldError[];
  /** When the desk last saved what is shown. */
  savedAt?: number;
  notice?: string;
  drafts?: DraftLine[];
  preview?: Child;
}

/** What promises something that the script does: it shows it. */
const withScript = { 'data-with-script': '', hidden: true };

/** What the form calls a field. */
export const labelOf = ({ t }: DeskScreen, name: string): string | undefined =>
  new Map([
    ['lang', t.langLabel],
    ['markdown', t.markdownLabel],
    ['source_url', t.sourceLabel],
    ['source_lang', t.newsroom.sourceLangLabel],
    ['source_markdown', t.newsroom.sourceTextLabel],
    ['header_image', t.pictureLabel],
    ['topics', t.topicsLabel],
  ]).get(name);

const LangSelect = (props: {
  s: DeskScreen;
  attributes: object;
  langs: string[];
  chosen: string | undefined;
  need: 'required' | 'optional';
}) => (
  <select {...props.attributes} {...(props.need === 'required' ? { required: true } : {})}>
    <option value="">{props.s.t.choose}</option>
    {props.langs.map((lang) => (
      <option value={lang} selected={lang === props.chosen}>
        {langName(props.s, lang)}
      </option>
    ))}
  </select>
);

/** What is wrong with a field, if anything. */
function messageOf({ s, errors }: SubmitShown, name: string): string | undefined {
  const found = errors.find(({ field }) => field === name);
  return found && s.say(found.told);
}

/** Source text and topics: most need neither. */
const More = (props: SubmitShown) => {
  const { s, langs, given, errors } = props;
  const words = s.t.newsroom;
  const error = (name: string) => messageOf(props, name);
  const isOpen = [given.source_markdown, given.topics].some((text) => (text ?? '') !== '');
  return (
    <details class="fold" open={isOpen || errors.length > 0}>
      <summary>{words.moreFields}</summary>
      <Field
        name="source_markdown"
        label={words.sourceTextLabel}
        hint={words.sourceTextHint}
        error={error('source_markdown')}
      >
        {(attributes) => (
          <textarea {...attributes} rows={6} dir="auto" spellcheck={false}>
            {`\n${given.source_markdown ?? ''}`}
          </textarea>
        )}
      </Field>
      <Field name="source_lang" label={words.sourceLangLabel} error={error('source_lang')}>
        {(attributes) => (
          <LangSelect
            s={s}
            attributes={attributes}
            langs={langs}
            chosen={given.source_lang}
            need="optional"
          />
        )}
      </Field>
      <Field name="topics" label={s.t.topicsLabel} hint={s.t.topicsHint} error={error('topics')}>
        {(attributes) => <input {...attributes} type="text" value={given.topics ?? ''} />}
      </Field>
    </details>
  );
};

const Form = (props: SubmitShown) => {
  const { s, given } = props;
  const words = s.t.newsroom;
  const error = (name: string) => messageOf(props, name);
  return (
    <form
      method="post"
      action="/desk/submit"
      enctype="multipart/form-data"
      data-live="/desk/submit/live"
      data-no-lang={words.liveNoLang}
      {...keptAs(s, props.form, props.savedAt)}
    >
      <input type="hidden" name="csrf" value={s.csrf} />
      <input type="hidden" name="draft" value={props.form} />
      <Field name="lang" label={s.t.langLabel} error={error('lang')}>
        {(attributes) => (
          <LangSelect s={s} attributes={attributes} langs={props.langs} chosen={given.lang} need="required" />
        )}
      </Field>
      <Field
        name="markdown"
        label={s.t.markdownLabel}
        hint={
          <>
            {s.t.markdownHint}
            <span {...withScript}>
              {s.t.gap}
              {words.dropHint}
            </span>
          </>
        }
        error={error('markdown')}
      >
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
          <input {...attributes} type="file" accept="image/jpeg,image/png,image/webp,image/gif,image/avif" />
        )}
      </Field>
      <More {...props} />
      <p class="hint note" data-note role="status"></p>
      <div class="buttons">
        <button type="submit" class="main">
          {s.t.send}
        </button>
        <button type="submit" formaction="/desk/submit/preview">
          {s.t.lookFirst}
        </button>
        <button type="submit" formaction="/desk/drafts" formnovalidate>
          {words.saveDraft}
        </button>
      </div>
    </form>
  );
};

export const SubmitPage = (props: SubmitShown) => {
  const { s } = props;
  const words = s.t.newsroom;
  const others = props.errors.filter(({ field }) => labelOf(s, field) === undefined);
  return (
    <Page s={s} title={s.t.submit}>
      <h1>{s.t.submit}</h1>
      {props.errors.length > 0 && <Notice kind="bad">{s.t.formWrong}</Notice>}
      {others.map(({ told }) => (
        <Notice kind="bad">{s.say(told)}</Notice>
      ))}
      {props.notice && <Notice kind="plain">{props.notice}</Notice>}
      {props.savedAt !== undefined && <DiscardDraft s={s} form={props.form} />}
      <div class="write">
        <Form {...props} />
        <section class="live" tabindex={0} aria-labelledby="live" {...(props.preview ? {} : withScript)}>
          <h2 id="live">{words.liveTitle}</h2>
          <div data-live-part>{props.preview ?? <p class="hint">{words.liveEmpty}</p>}</div>
        </section>
      </div>
      <DraftList s={s} drafts={props.drafts ?? []} />
      <script type="module" src="/desk/assets/submit.js"></script>
    </Page>
  );
};

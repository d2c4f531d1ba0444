/** The watch on a source, as it is shown: its switch, how it goes, and what changed. */
import { may } from '../auth/actor.ts';
import { changedParagraphs } from '../lib/changed-paragraphs.ts';
import type { Change } from '../lib/diff.ts';
import { DIFF_MAX_EDITS } from '../limits.ts';
import type { Snapshot } from '../store/desk/snapshots.ts';
import type { DeskStory } from '../store/desk/stories.ts';
import type { Watch } from '../store/desk/watches.ts';
import { Post } from './layout.tsx';
import { Ago, Field, Notice, Time } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

const Piece = ({ change }: { change: Change }) => {
  if (change.op === 'removed') return <del>{change.text}</del>;
  return change.op === 'added' ? <ins>{change.text}</ins> : <span>{change.text}</span>;
};

export const Paragraph = ({ changes }: { changes: readonly Change[] }) => (
  <p class="change" dir="auto">
    {changes.map((change) => (
      <Piece change={change} />
    ))}
  </p>
);

export const SourceDiff = (props: {
  s: DeskScreen;
  storyId: string;
  changedAt: number;
  before: Snapshot;
  after: Snapshot;
}) => {
  const { s } = props;
  const words = s.t.newsroom;
  return (
    <section aria-labelledby="changed">
      <h2 id="changed">{words.whatChanged}</h2>
      <Notice kind="plain">{words.sourceChangedHint}</Notice>
      <p class="about">
        <Ago s={s} at={props.changedAt} />
        <span>
          {words.before} <Time s={s} at={props.before.taken_at} />
        </span>
        <span>
          {words.after} <Time s={s} at={props.after.taken_at} />
        </span>
      </p>
      {changedParagraphs(props.before.markdown, props.after.markdown, DIFF_MAX_EDITS).map((part) =>
        typeof part === 'number' ? (
          <p class="hint">{words.unchangedN.replace('{n}', String(part))}</p>
        ) : (
          <Paragraph changes={part} />
        ),
      )}
      {may(s.actor, 'publisher') && s.actor.lang === undefined && (
        <Post s={s} to={`/desk/stories/${props.storyId}/settle`} class="line">
          <button type="submit" class="main">
            {words.watchSettle}
          </button>
        </Post>
      )}
    </section>
  );
};

const isReason = (
  text: string,
  reasons: object,
): text is keyof DeskScreen['t']['newsroom']['sourceRefusals'] => text in reasons;

const Going = ({ s, watch }: { s: DeskScreen; watch: Watch }) => {
  const words = s.t.newsroom;
  const { error } = watch;
  return (
    <>
      {error !== null && (
        <Notice kind="bad">
          {isReason(error, words.sourceRefusals) ? words.sourceRefusals[error] : error}
        </Notice>
      )}
      <dl class="facts">
        <dt>{words.looks}</dt>
        <dd>{watch.looks}</dd>
        <dt>{words.nextLook}</dt>
        <dd>{watch.due_at === null ? words.notAgain : <Time s={s} at={watch.due_at} />}</dd>
      </dl>
    </>
  );
};

const Paste = ({ s, to }: { s: DeskScreen; to: string }) => {
  const words = s.t.newsroom;
  return (
    <details class="fold">
      <summary>{words.paste}</summary>
      <Post s={s} to={to}>
        <Field name="markdown" label={words.pasteLabel} hint={words.pasteHint}>
          {(attributes) => <textarea {...attributes} rows={8} dir="auto" required></textarea>}
        </Field>
        <button type="submit">{s.t.review.compare}</button>
      </Post>
    </details>
  );
};

export const WatchPart = (props: {
  s: DeskScreen;
  story: DeskStory;
  watch: Watch | undefined;
  baseline: Snapshot | undefined;
}) => {
  const { s, story, watch } = props;
  const words = s.t.newsroom;
  const to = `/desk/stories/${story.id}`;
  const maySwitch = may(s.actor, 'proofreader');
  return (
    <section>
      <h2>{words.watch}</h2>
      <p class="hint">{words.watchHint}</p>
      {watch && <Going s={s} watch={watch} />}
      {maySwitch && (
        <div class="buttons">
          <Post s={s} to={`${to}/watch`} class="line">
            <button type="submit" name="to" value="on">
              {watch ? words.lookNow : words.watchOn}
            </button>
          </Post>
          {watch && (
            <Post s={s} to={`${to}/watch`} class="line">
              <button type="submit" name="to" value="off">
                {words.watchOff}
              </button>
            </Post>
          )}
        </div>
      )}
      {maySwitch && watch && <Paste s={s} to={`${to}/snapshot`} />}
      {props.baseline && (
        <details class="fold">
          <summary>{words.keptText}</summary>
          <pre class="markdown" dir="auto" tabindex={0}>
            {props.baseline.markdown}
          </pre>
        </details>
      )}
    </section>
  );
};

/** The parts of the review page that show; what acts is in article-actions.tsx. */
import { articlePath, readablePath } from '../lib/paths.ts';
import type { ArticleDetail } from '../store/articles.ts';
import { correctionKinds } from '../store/schema/words.ts';
import { mayAct } from './article-rights.ts';
import { Post } from './layout.tsx';
import { Ago, langName, Notice, State, Time } from './parts.tsx';
import { ReadersMark } from './readers-have.tsx';
import { Sanitised } from './sanitised.tsx';
import type { DeskScreen } from './screen.ts';

type Props = { s: DeskScreen; detail: ArticleDetail };

export const Head = ({ s, detail }: Props) => {
  const { article, revision, source } = detail;
  return (
    <>
      <h1 lang={article.lang} dir="auto">
        {revision.title}
      </h1>
      <p class="about">
        <State s={s} state={article.state} />
        {article.scheduled_at !== null && <Time s={s} at={article.scheduled_at} />}
        <span>{langName(s, article.lang)}</span>
        <span>{s.t.revisionN.replace('{n}', String(revision.number))}</span>
        <ReadersMark s={s} article={article} n={revision.number} />
        <Ago s={s} at={article.updated_at} />
        {article.state === 'published' && article.month !== null && (
          <a href={articlePath(article.lang, article.month, article.slug)}>{s.t.livePage}</a>
        )}
      </p>
      {source.changed_at !== null && (
        <Notice kind="plain">
          {s.t.newsroom.sourceChangedSince}
          {s.t.gap}
          <a href={`/desk/stories/${source.twin_of ?? article.story_id}#changed`}>
            {s.t.newsroom.whatChanged}
          </a>
        </Notice>
      )}
    </>
  );
};

/** The article as readers will see its content: the revision's own sanitised HTML, and nothing else unescaped. */
export const Preview = ({ s, detail }: Props) => {
  const { article, revision } = detail;
  return (
    <section class="preview" aria-labelledby="preview">
      <h2 id="preview">{s.t.preview}</h2>
      <article lang={article.lang} dir="auto">
        {revision.header_sha256 && (
          <figure>
            <img
              src={`/images/${revision.header_sha256}/960.webp`}
              alt={revision.header_alt ?? ''}
              {...(revision.header_width && revision.header_height
                ? { width: revision.header_width, height: revision.header_height }
                : {})}
            />
            {revision.header_caption && <figcaption>{revision.header_caption}</figcaption>}
          </figure>
        )}
        <Sanitised html={revision.html} />
      </article>
    </section>
  );
};

const Fact = (props: { name: string; value: string | null | undefined; href?: string | null }) =>
  props.value ? (
    <>
      <dt>{props.name}</dt>
      <dd dir="auto">
        {props.href && /^https?:/.test(props.href) ? (
          <a href={props.href} rel="noopener nofollow">
            {props.value}
          </a>
        ) : (
          props.value
        )}
      </dd>
    </>
  ) : null;

interface SourceLine {
  url: string;
  title?: string;
}

export const Facts = ({ s, detail }: Props) => {
  const { article, revision, source } = detail;
  const sources = JSON.parse(revision.sources) as SourceLine[];
  const footer = JSON.parse(revision.footer_links) as { text: string; url: string }[];
  return (
    <section aria-labelledby="fields">
      <h2 id="fields">{s.t.fields}</h2>
      <dl class="facts">
        <Fact name={s.t.byline} value={revision.byline} />
        <Fact name={s.t.repost} value={revision.repost_name} href={revision.repost_url} />
        {sources.map(({ url, title }) => (
          <Fact name={s.t.source} value={title ?? url} href={url} />
        ))}
        {sources.length === 0 && (
          <Fact name={s.t.source} value={source.source_url} href={source.source_url} />
        )}
        <Fact name={s.t.slug} value={article.slug} />
        {detail.old_paths.map((path) => (
          <Fact name={s.t.oldAddress} value={readablePath(path)} />
        ))}
        <Fact name={s.t.topics} value={detail.topics.map(({ slug }) => slug).join(', ')} />
        <Fact name={s.t.excerpt} value={revision.excerpt} />
        <Fact
          name={s.t.length}
          value={s.t.wordsAndMinutes
            .replace('{words}', String(revision.words))
            .replace('{minutes}', String(revision.reading_minutes))}
        />
        <Fact name={s.t.headerFrom} value={revision.header_url} href={revision.header_url} />
        <Fact name={s.t.disclaimer} value={revision.disclaimer} />
        {footer.map(({ text, url }) => (
          <Fact name={s.t.footerLink} value={text} href={url} />
        ))}
      </dl>
      <h2>{s.t.credits}</h2>
      {detail.credits.length === 0 ? (
        <p>{s.t.noCredits}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{s.t.role}</th>
              <th scope="col">{s.t.creditName}</th>
              <th scope="col">{s.t.asWritten}</th>
            </tr>
          </thead>
          <tbody>
            {detail.credits.map((credit) => (
              <tr>
                <td>{s.t.creditRoles[credit.role]}</td>
                <td dir="auto">
                  {credit.name}
                  {credit.affiliation && ` (${credit.affiliation})`}
                </td>
                <td dir="auto">{credit.as_written}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

/** What happened, in words. */
const kindOf = (s: DeskScreen, text: string): string => {
  const kind = correctionKinds.find((one) => one === text);
  return kind ? s.t.correctionKinds[kind] : text;
};

export const Revisions = ({ s, detail }: Props) => {
  // A withdrawn article keeps the number of the revision that readers had.
  const isOut = detail.article.state === 'published';
  return (
    <section aria-labelledby="revisions">
      <h2 id="revisions">{s.t.revisions}</h2>
      <ul class="rows">
        {detail.revisions.map((one) => (
          <li class="row">
            <a
              href={`/desk/articles/${detail.article.id}?revision=${one.number}`}
              {...(one.number === detail.revision.number ? { 'aria-current': 'true' } : {})}
            >
              {s.t.revisionN.replace('{n}', String(one.number))}
            </a>
            <p class="about">
              <bdi>{one.author ?? '–'}</bdi>
              <Time s={s} at={one.created_at} />
              {isOut && one.number === detail.article.published_revision && (
                <span class="state published">{s.t.states.published}</span>
              )}
              {one.number === detail.article.approved_revision && (
                <span class="state approved">{s.t.states.approved}</span>
              )}
              {one.reason && <span dir="auto">{one.reason}</span>}
              {one.number > 1 && (
                <a href={`/desk/articles/${detail.article.id}/diff?from=${one.number - 1}&to=${one.number}`}>
                  {s.t.review.compareWith}
                </a>
              )}
            </p>
            {one.number !== detail.article.current_revision && mayAct(s.actor, 'edit', detail.article) && (
              <Post s={s} to={`/desk/articles/${detail.article.id}/restore`} class="line">
                <input type="hidden" name="revision" value={String(one.number)} />
                <input type="hidden" name="base_revision" value={String(detail.article.current_revision)} />
                <button type="submit" class="plain">
                  {s.t.review.restore.replace('{n}', String(one.number))}
                </button>
              </Post>
            )}
          </li>
        ))}
      </ul>
      {detail.corrections.length > 0 && (
        <>
          <h3>{s.t.corrections}</h3>
          <ul class="rows">
            {detail.corrections.map((one) => (
              <li class="row">
                <p class="about">
                  <Time s={s} at={one.created_at} />
                  <span>{kindOf(s, one.kind)}</span>
                </p>
                <span dir="auto">{one.note}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

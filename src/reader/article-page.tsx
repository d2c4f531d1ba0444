import { monthPath } from '../lib/paths.ts';
import type { ArticleView, PictureView, SiteView } from '../store/reader/views.ts';
import { AlsoIn, Colophon, Contents, Corrections, Rail, Sources } from './article-parts.tsx';
import { Line } from './card.tsx';
import { below, type Frame, frameOf, renderPage } from './frame.tsx';
import { alternatesOf, editionFeeds } from './head.ts';
import { newsArticle } from './json-ld.ts';
import { Linked } from './linked.tsx';
import { Outward } from './outward.tsx';
import { Picture } from './picture.tsx';
import { contentsOf, standfirstOf } from './reading-text.ts';
import { sanitised } from './verbatim.ts';

const Heading = ({ frame, article }: { frame: Frame; article: ArticleView }) => {
  const standfirst = standfirstOf(article.excerpt, article.html);
  return (
    <header>
      {article.topics.length > 0 ? (
        <p class="kick">
          {article.topics.map((topic, n) => (
            <>
              {n > 0 ? ' · ' : ''}
              <a href={topic.path}>
                <bdi>{topic.name}</bdi>
              </a>
            </>
          ))}
        </p>
      ) : null}
      <h1>{article.title}</h1>
      {standfirst === undefined ? null : <p class="stand">{standfirst}</p>}
      <AlsoIn voice={frame.voice} siblings={article.siblings} />
    </header>
  );
};

/** A phone shows a photograph from edge to edge and higher than it is; anything wider would lose too much of itself. */
const PHOTO_MAX_RATIO = 1.8;
/** The widest screen that the style sheet takes for a phone: what is narrower does not reach from edge to edge. */
const PHONE_PIXELS = 640;

function shapeOf({ width, height }: PictureView): string {
  if (height > width) return 'fig tall';
  if (width < PHONE_PIXELS) return 'fig';
  return width <= height * PHOTO_MAX_RATIO ? 'fig edge photo' : 'fig edge';
}

/** The page's width at most, and never more than the picture has: as wide as this says a browser takes it to be. */
const ROOM_PIXELS = 1120;
const sizesOf = ({ width }: PictureView): string =>
  width < ROOM_PIXELS ? `min(${width}px, 100vw)` : '(min-width: 74rem) 70rem, 100vw';

const HeaderPicture = ({ article }: { article: ArticleView }) =>
  article.header ? (
    <figure class={shapeOf(article.header)}>
      <Picture of={article.header} sizes={sizesOf(article.header)} loading="first" />
      {article.header.caption === undefined ? null : <figcaption>{article.header.caption}</figcaption>}
    </figure>
  ) : null;

const End = ({ frame, article }: { frame: Frame; article: ArticleView }) => {
  const { t } = frame.voice;
  const disclaimer = article.disclaimer ?? frame.site.disclaimer[article.lang];
  return (
    <footer class="end">
      <Sources voice={frame.voice} sources={article.sources} />
      <Colophon voice={frame.voice} credits={article.credits} />
      {disclaimer === undefined ? null : (
        <section aria-label={t.disclaimer}>
          {disclaimer.startsWith(t.disclaimer) ? null : <h2>{t.disclaimer}</h2>}
          {article.disclaimer === undefined ? (
            <Linked text={disclaimer} attributes={{ class: 'small' }} />
          ) : (
            <p class="small">{disclaimer}</p>
          )}
        </section>
      )}
      {article.footer_links.length > 0 ? (
        <section aria-labelledby="links">
          <h2 id="links">{t.links}</h2>
          <ul class="tail">
            {article.footer_links.map((link) => (
              <li>
                <Outward href={link.url} rel="noopener nofollow ugc">
                  <bdi>{link.text}</bdi>
                </Outward>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {article.related.length > 0 ? (
        <section class="rel" aria-labelledby="related">
          <h2 id="related">{t.related}</h2>
          <ul class="lines">
            {article.related.map((link) => (
              <Line link={link} lang={article.lang} />
            ))}
          </ul>
        </section>
      ) : null}
      <p class="tail">
        <a href={monthPath(article.lang, article.month)}>{frame.voice.month(article.month)}</a>
        <a href={below(article.lang, `stories/${article.story_id}`)}>{t.allLanguages}</a>
        <a href={`${article.path}.md`}>{t.plainText}</a>
      </p>
    </footer>
  );
};

export function renderArticle(article: ArticleView, site: SiteView, siteUrl: string): string {
  const frame = frameOf(site, article.lang, siteUrl);
  const content = (
    <article class="art">
      <Heading frame={frame} article={article} />
      <Rail voice={frame.voice} article={article} />
      <Corrections voice={frame.voice} article={article} />
      <HeaderPicture article={article} />
      <Contents voice={frame.voice} contents={contentsOf(article)} />
      <div class="body">{sanitised(article)}</div>
      <End frame={frame} article={article} />
    </article>
  );
  const [topic] = article.topics;
  return renderPage(
    frame,
    {
      title: article.title,
      description: article.excerpt,
      path: article.path,
      alternates: alternatesOf(
        [article, ...article.siblings].map(({ lang, path }) => ({ lang, path })),
        site.default_lang,
      ),
      feeds: editionFeeds(frame),
      markdownPath: `${article.path}.md`,
      article: {
        publishedAt: article.published_at,
        changedAt: article.changed_at ?? article.published_at,
        ...(article.header ? { header: article.header } : {}),
        ...(topic ? { section: topic.name } : {}),
      },
      jsonLd: newsArticle(frame, article),
    },
    content,
  );
}

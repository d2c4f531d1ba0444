import { nativeName, parseLang } from '../i18n/languages.ts';
import { fill, type Voice } from '../i18n/speak.ts';
import type { ArticleView, CreditView, SiblingView, SourceView } from '../store/reader/views.ts';
import { creditRoles } from '../store/schema/words.ts';
import { Day, Names } from './card.tsx';
import { inLang } from './frame.tsx';
import { hostOf, Outward } from './outward.tsx';
import type { Heading } from './reading-text.ts';
import { unlike } from './reading-text.ts';
import { Sentence } from './sentence.tsx';

/** The same article in other languages: for a reader who came to the wrong one, without asking their browser. */
export const AlsoIn = ({ voice, siblings }: { voice: Voice; siblings: SiblingView[] }) =>
  siblings.length === 0 ? null : (
    <p class="also">
      {voice.t.alsoIn}{' '}
      {siblings.map((sibling, n) => (
        <>
          {n > 0 ? ' · ' : ''}
          <a href={sibling.path} hreflang={sibling.lang} rel="alternate" {...inLang(sibling.lang)}>
            {nativeName(sibling.lang)}
          </a>
        </>
      ))}
    </p>
  );

const sourceLang = (sources: SourceView[]): string | undefined =>
  sources.map((source) => parseLang(source.lang)).find((lang) => lang !== undefined);

/** The translator's margin: who, from what, when, and how long. */
export const Rail = ({ voice, article }: { voice: Voice; article: ArticleView }) => {
  const { t } = voice;
  const from = sourceLang(article.sources);
  return (
    <aside class="rail" aria-label={t.credits}>
      {article.byline === undefined ? null : (
        <p>
          <b>
            <bdi>{article.byline}</bdi>
          </b>
        </p>
      )}
      {article.translators.length > 0 ? (
        <p>
          <Names voice={voice} names={article.translators} />
        </p>
      ) : null}
      {from === undefined ? null : <p>{fill(t.translatedFrom, { language: voice.languageName(from) })}</p>}
      {article.repost ? (
        <p>
          <Sentence of={t.reposted} gap="name">
            <Outward href={article.repost.url} rel="noopener">
              <bdi>{article.repost.name}</bdi>
            </Outward>
          </Sentence>
        </p>
      ) : null}
      <p class="soft">
        <Day at={article.published_at} text={voice.date(article.published_at)} />
      </p>
      {article.changed_at === undefined ? null : (
        <p class="soft">
          <Sentence of={t.updated} gap="date">
            <Day at={article.changed_at} text={voice.date(article.changed_at)} />
          </Sentence>
        </p>
      )}
      <p class="soft">{fill(t.readingTime, { time: voice.minutes(article.reading_minutes) })}</p>
    </aside>
  );
};

/** The way through a long piece. */
export const Contents = ({ voice, contents }: { voice: Voice; contents: Heading[] }) =>
  contents.length === 0 ? null : (
    <nav class="toc" aria-labelledby="contents">
      <h2 id="contents">{voice.t.contents}</h2>
      <ol>
        {contents.map((heading) => (
          <li>
            <a href={`#${heading.id}`}>{heading.text}</a>
          </li>
        ))}
      </ol>
    </nav>
  );

export const Corrections = ({ voice, article }: { voice: Voice; article: ArticleView }) =>
  article.corrections.length === 0 ? null : (
    <section class="corr" aria-labelledby="corrections">
      <h2 id="corrections">{voice.t.corrections}</h2>
      <ul>
        {article.corrections.map((correction) => (
          <li>
            <b>{voice.t.correctionKinds[correction.kind]}</b>
            {' · '}
            <Day at={correction.at} text={voice.date(correction.at)} />
            <br />
            <span dir="auto">{correction.note}</span>
          </li>
        ))}
      </ul>
    </section>
  );

export const Sources = ({ voice, sources }: { voice: Voice; sources: SourceView[] }) =>
  sources.length === 0 ? null : (
    <section class="src" aria-labelledby="source">
      <h2 id="source">{sources.length > 1 ? voice.t.sources : voice.t.source}</h2>
      {sources.map((source) => {
        const lang = parseLang(source.lang);
        return (
          <p>
            {source.title === undefined ? null : (
              <b dir="auto" {...(lang === undefined ? {} : { lang })}>
                {source.title}
                <br />
              </b>
            )}
            <bdi>{source.publisher ?? hostOf(source.url)}</bdi>
            {lang === undefined ? null : (
              <> · {fill(voice.t.originalLanguage, { language: voice.languageName(lang) })}</>
            )}
            {' · '}
            <Outward href={source.url} rel="noopener" {...(lang === undefined ? {} : { hreflang: lang })}>
              {voice.t.readOriginal}
            </Outward>
          </p>
        );
      })}
    </section>
  );

const Credit = ({ voice, credit }: { voice: Voice; credit: CreditView }) => (
  <dd>
    <a href={credit.path}>
      <bdi>{credit.name}</bdi>
    </a>
    {credit.affiliation === undefined ? null : (
      <span class="soft">
        {' '}
        · <bdi>{credit.affiliation}</bdi>
      </span>
    )}
    {credit.url === undefined ? null : (
      <>
        {' '}
        <Outward class="small" href={credit.url} rel="noopener nofollow ugc">
          <bdi dir="ltr">{hostOf(credit.url)}</bdi>
        </Outward>
      </>
    )}
    {unlike({ label: credit.as_written, roleName: voice.t.roles[credit.role] }) ? (
      <span class="small">
        {' '}
        (
        <Sentence of={voice.t.asWritten} gap="label">
          <bdi>{credit.as_written}</bdi>
        </Sentence>
        )
      </span>
    ) : null}
  </dd>
);

/** Who made the article, role by role in the order of the work. */
export const Colophon = ({ voice, credits }: { voice: Voice; credits: CreditView[] }) => {
  const roles = creditRoles.filter((role) => credits.some((credit) => credit.role === role));
  return roles.length === 0 ? null : (
    <section class="colo" aria-labelledby="credits">
      <h2 id="credits">{voice.t.credits}</h2>
      <dl>
        {roles.map((role) => (
          <>
            <dt>{voice.t.roles[role]}</dt>
            {credits
              .filter((credit) => credit.role === role)
              .map((credit) => (
                <Credit voice={voice} credit={credit} />
              ))}
          </>
        ))}
      </dl>
    </section>
  );
};

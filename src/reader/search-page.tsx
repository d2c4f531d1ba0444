import { fill } from '../i18n/speak.ts';
import type { SiteView } from '../store/reader/views.ts';
import type { Hits } from '../store/search.ts';
import { Day } from './card.tsx';
import { type Frame, frameOf, renderPage, searchPath } from './frame.tsx';
import { Sentence } from './sentence.tsx';
import { highlight, type Piece, snippet, termsOf } from './snippet.ts';

export type Search = { query: string } & ({ kind: 'asked' } | { kind: 'busy' } | ({ kind: 'found' } & Hits));

const Pieces = ({ pieces }: { pieces: Piece[] }) => (
  <>{pieces.map((piece) => (piece.hit ? <mark>{piece.text}</mark> : piece.text))}</>
);

/** A sentence about what was asked, in whatever direction that was written. */
const Asked = ({ sentence, query }: { sentence: string; query: string }) => (
  <Sentence of={sentence} gap="query">
    <bdi>{query}</bdi>
  </Sentence>
);

const Form = ({ frame, query }: { frame: Frame; query: string }) => (
  <search>
    <form class="search" action={searchPath(frame.lang)}>
      <input
        type="search"
        name="q"
        value={query}
        dir="auto"
        maxlength={200}
        aria-label={frame.voice.t.searchEdition}
        autocomplete="off"
        enterkeyhint="search"
      />
      <button type="submit">{frame.voice.t.search}</button>
    </form>
  </search>
);

const Found = ({ frame, search }: { frame: Frame; search: { query: string } & Hits }) => {
  const { voice, lang } = frame;
  const terms = termsOf(search.query);
  if (search.hits.length === 0) {
    return (
      <>
        <p class="say">
          <Asked sentence={voice.t.searchNone} query={search.query} />
        </p>
        <p class="soft">{voice.t.searchHint}</p>
      </>
    );
  }
  const more = new URLSearchParams({ q: search.query, after: String(search.older) });
  return (
    <>
      <h2>
        <Asked sentence={voice.t.searchResults} query={search.query} />
      </h2>
      <ul class="lines">
        {search.hits.map((hit) => (
          <li>
            <a href={hit.path}>
              <Pieces pieces={highlight(hit.title, terms)} />
            </a>
            <p>
              <Pieces pieces={snippet(hit.text, terms)} />
            </p>
            <span class="by">
              <Day at={hit.published_at} text={voice.date(hit.published_at)} />
            </span>
          </li>
        ))}
      </ul>
      {search.older === undefined ? null : (
        <p class="row">
          <a href={`${searchPath(lang)}?${more}`} rel="next">
            {voice.t.moreResults}
          </a>
        </p>
      )}
    </>
  );
};

export function renderSearch(site: SiteView, lang: string, search: Search, siteUrl: string): string {
  const frame = frameOf(site, lang, siteUrl);
  const { t } = frame.voice;
  const content = (
    <div class="page">
      <h1>{t.search}</h1>
      <Form frame={frame} query={search.query} />
      {search.kind === 'busy' ? <p class="say">{t.searchBusy}</p> : null}
      {search.kind === 'found' ? <Found frame={frame} search={search} /> : null}
    </div>
  );
  const title = search.query === '' ? t.search : fill(t.searchResults, { query: search.query });
  return renderPage(frame, { title }, content);
}

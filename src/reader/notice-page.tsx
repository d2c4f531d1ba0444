import { around } from '../i18n/speak.ts';
import type { SiteView } from '../store/reader/views.ts';
import { Day } from './card.tsx';
import { frameOf, renderPage, searchPath } from './frame.tsx';
import { Sentence } from './sentence.tsx';

/** 404. `lang` is what the path asked for, or the site's own where it names none. */
export function renderNotFound(site: SiteView, lang: string, siteUrl: string): string {
  const frame = frameOf(site, lang, siteUrl);
  const { t } = frame.voice;
  return renderPage(
    frame,
    { title: t.notFound },
    <div class="page">
      <h1>{t.notFound}</h1>
      <p class="say">{t.notFoundText}</p>
      <p>
        <a href={searchPath(lang)}>{t.searchEdition}</a>
      </p>
    </div>,
  );
}

/** 410: what was here, and why it was taken back. */
export function renderGone(
  gone: { site: SiteView; title: string; reason?: string; at: number },
  lang: string,
  siteUrl: string,
): string {
  const frame = frameOf(gone.site, lang, siteUrl);
  const { voice } = frame;
  const [before, after] = around(voice.t.withdrawnReason, 'reason');
  return renderPage(
    frame,
    { title: voice.t.withdrawn },
    <div class="page">
      <h1>{voice.t.withdrawn}</h1>
      <p class="say">
        <bdi>{gone.title}</bdi>
      </p>
      <p class="say">
        <Sentence of={voice.t.withdrawnOn} gap="date">
          <Day at={gone.at} text={voice.date(gone.at)} />
        </Sentence>
      </p>
      {gone.reason === undefined ? null : (
        <p class="say">
          <b>{before}</b>
          <span dir="auto">{gone.reason}</span>
          {after}
        </p>
      )}
    </div>,
  );
}

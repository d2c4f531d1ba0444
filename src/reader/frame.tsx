/**
 * The frame of every reader page: head, masthead, footer. Pages are strings without a script, a cookie or a
 * request to anyone else; the style sheet stands in the head.
 */
import type { Child } from 'hono/jsx';
import { dirOf, nativeName, urlLang } from '../i18n/languages.ts';
import { speak, type Voice } from '../i18n/speak.ts';
import { editionPath } from '../lib/paths.ts';
import { xml } from '../lib/xml.ts';
import type { SiteView } from '../store/reader/views.ts';
import { type Head, headMarkup } from './head.ts';

/** What all parts of one page know. */
export interface Frame {
  site: SiteView;
  /** Language of the edition the page belongs to. */
  lang: string;
  voice: Voice;
  /** Origin for absolute URLs. */
  siteUrl: string;
}

export const frameOf = (site: SiteView, lang: string, siteUrl: string): Frame => ({
  site,
  lang,
  voice: speak(lang),
  siteUrl,
});

/** Attributes for text in another language than its surroundings'. */
export const inLang = (lang: string) => ({ lang, dir: dirOf(lang) });

/** The interface may speak another language than the edition, which then must be said. */
const chromeLang = (frame: Frame) =>
  frame.voice.lang.split('-')[0] === frame.lang.split('-')[0] ? {} : inLang(frame.voice.lang);

export const searchPath = (lang: string): string => `${editionPath(lang)}search`;

const Masthead = ({ frame }: { frame: Frame }) => {
  const { t } = frame.voice;
  return (
    <header class="top" {...chromeLang(frame)}>
      <div class="wrap">
        <a class="name" href={editionPath(frame.lang)}>
          {frame.site.name}
        </a>
        <span class="edition" {...inLang(frame.lang)}>
          {nativeName(frame.lang)}
        </span>
        <nav aria-label={frame.site.name}>
          <a href={searchPath(frame.lang)}>{t.search}</a>
          <a href={`${editionPath(frame.lang)}#languages`}>{t.languages}</a>
        </nav>
      </div>
    </header>
  );
};

const FrontMasthead = ({ frame }: { frame: Frame }) => (
  <header class="top front" {...chromeLang(frame)}>
    <div class="wrap">
      <h1>
        <a class="name" href={editionPath(frame.lang)}>
          {frame.site.name}
        </a>
      </h1>
      <p class="edition">{frame.voice.t.tagline}</p>
    </div>
  </header>
);

const Footer = ({ frame }: { frame: Frame }) => {
  const { t } = frame.voice;
  const edition = editionPath(frame.lang);
  const words = [frame.site.footer[frame.lang], frame.site.licence[frame.lang]];
  return (
    <footer class="foot" {...chromeLang(frame)}>
      <div class="wrap">
        <nav class="row" aria-label={`${frame.site.name}: ${t.feeds}`}>
          <a href={edition}>{t.frontPage}</a>
          <a href={searchPath(frame.lang)}>{t.search}</a>
          <a href={`${edition}feed.xml`}>Atom</a>
          <a href={`${edition}feed.json`}>JSON Feed</a>
        </nav>
        <p>
          <bdi>{frame.site.name}</bdi> · {t.tagline}
        </p>
        {words.map((text) => (text ? <p {...inLang(frame.lang)}>{text}</p> : null))}
      </div>
    </footer>
  );
};

export type MastheadKind = 'front' | 'inner';

/** A whole document. */
export function renderPage(
  frame: Frame,
  head: Head,
  content: Child,
  masthead: MastheadKind = 'inner',
): string {
  const body = (
    <body>
      <a class="skip" href="#text" {...chromeLang(frame)}>
        {frame.voice.t.skip}
      </a>
      {masthead === 'front' ? <FrontMasthead frame={frame} /> : <Masthead frame={frame} />}
      <main id="text" class={masthead === 'front' ? undefined : 'wrap'}>
        {content}
      </main>
      <Footer frame={frame} />
    </body>
  );
  const open = xml`<!DOCTYPE html>
<html lang="${frame.lang}" dir="${dirOf(frame.lang)}">${headMarkup(frame, head)}`;
  return `${open.markup}${body}</html>\n`;
}

/** The path of a page of an edition below its root. */
export const below = (lang: string, rest: string): string => `/${urlLang(lang)}/${rest}`;

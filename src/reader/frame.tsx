/**
 * The frame of every reader page: head, masthead, footer. Pages are strings without a script, a cookie or a
 * request to anyone else; the style sheet stands in the head.
 */
import type { Child } from 'hono/jsx';
import { dirOf, nativeName, urlLang } from '../i18n/languages.ts';
import { speak, type Voice } from '../i18n/speak.ts';
import { memo } from '../lib/memo.ts';
import { editionPath } from '../lib/paths.ts';
import { xml } from '../lib/xml.ts';
import { CHROMES_MAX } from '../limits.ts';
import type { SiteView } from '../store/reader/views.ts';
import { type Head, headMarkup } from './head.ts';
import { hintMarkup } from './hint.ts';
import { Linked } from './linked.tsx';

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

export const searchPath = (lang: string): string => `${editionPath(lang)}search`;

export type MastheadKind = 'front' | 'inner';

/** All that the parts around a page's content depend on: hundreds of pages have the same. */
type Chrome = {
  lang: string;
  masthead: MastheadKind;
  name: string;
  footer: string | undefined;
  licence: string | undefined;
};
type ChromeProps = { chrome: Chrome; voice: Voice };

/** The interface may speak another language than the edition, which then must be said. */
const chromeLang = ({ chrome, voice }: ChromeProps) =>
  voice.lang.split('-')[0] === chrome.lang.split('-')[0] ? {} : inLang(voice.lang);

const Masthead = ({ chrome, voice }: ChromeProps) => (
  <header class="top" {...chromeLang({ chrome, voice })}>
    <div class="wrap">
      <a class="name" href={editionPath(chrome.lang)}>
        {chrome.name}
      </a>
      <span class="edition" {...inLang(chrome.lang)}>
        {nativeName(chrome.lang)}
      </span>
      <nav aria-label={chrome.name}>
        <a href={searchPath(chrome.lang)}>{voice.t.search}</a>
        <a href={`${editionPath(chrome.lang)}#languages`}>{voice.t.languages}</a>
      </nav>
    </div>
  </header>
);

const FrontMasthead = ({ chrome, voice }: ChromeProps) => (
  <header class="top front" {...chromeLang({ chrome, voice })}>
    <div class="wrap">
      <h1>
        <a class="name" href={editionPath(chrome.lang)}>
          {chrome.name}
        </a>
      </h1>
      <p class="edition">{voice.t.tagline}</p>
    </div>
  </header>
);

const Footer = ({ chrome, voice }: ChromeProps) => {
  const { t } = voice;
  const edition = editionPath(chrome.lang);
  return (
    <footer class="foot" {...chromeLang({ chrome, voice })}>
      <div class="wrap">
        <nav class="row" aria-label={`${chrome.name}: ${t.feeds}`}>
          <a href={edition}>{t.frontPage}</a>
          <a href={searchPath(chrome.lang)}>{t.search}</a>
          <a href={`${edition}feed.xml`}>Atom</a>
          <a href={`${edition}feed.json`}>JSON Feed</a>
        </nav>
        <p>
          <bdi>{chrome.name}</bdi> · {t.tagline}
        </p>
        {[chrome.footer, chrome.licence].map((text) =>
          text ? <Linked text={text} attributes={inLang(chrome.lang)} /> : null,
        )}
      </div>
    </footer>
  );
};

const around = memo(CHROMES_MAX, (chrome: Chrome) => {
  const voice = speak(chrome.lang);
  const skip = (
    <a class="skip" href="#text" {...chromeLang({ chrome, voice })}>
      {voice.t.skip}
    </a>
  );
  const Top = chrome.masthead === 'front' ? FrontMasthead : Masthead;
  return {
    skip: String(skip),
    top: String(<Top chrome={chrome} voice={voice} />),
    after: String(<Footer chrome={chrome} voice={voice} />),
  };
});

/** A whole document. */
export function renderPage(
  frame: Frame,
  head: Head,
  content: Child,
  masthead: MastheadKind = 'inner',
): string {
  const { lang, site } = frame;
  const { skip, top, after } = around({
    lang,
    masthead,
    name: site.name,
    footer: site.footer[lang],
    licence: site.licence[lang],
  });
  const main = (
    <main id="text" class={masthead === 'front' ? undefined : 'wrap'}>
      {content}
    </main>
  );
  const open = xml`<!DOCTYPE html>
<html lang="${lang}" dir="${dirOf(lang)}">${headMarkup(frame, head)}`;
  const hint = hintMarkup(lang, head.alternates ?? []);
  // There is room above the front page's masthead, and below the others'.
  const begin = masthead === 'front' ? skip + hint + top : skip + top + hint;
  return `${open.markup}<body>${begin}${main}${after}</body></html>\n`;
}

/** The path of a page of an edition below its root. */
export const below = (lang: string, rest: string): string => `/${urlLang(lang)}/${rest}`;

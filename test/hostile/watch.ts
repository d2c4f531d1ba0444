/**
 * What counts as an attack that worked. Watched from inside a page (a call that vectors make, a broken policy),
 * from outside (dialogs, windows, downloads, requests to anyone else), and read off the document that the
 * browser made: nothing there may run later either, on a click or when a form is sent.
 */
import type { BrowserContext, Page, Request } from 'playwright-core';

/** Runs first in every document, frames included. Vectors call `alert`; a refused load breaks the policy aloud. */
const inside = `(() => {
  const { __ran, name } = window;
  const tell = (what) => __ran(name + ' ' + what);
  for (const each of ['alert', 'confirm', 'prompt', 'print', 'open']) window[each] = () => tell('called ' + each);
  addEventListener('securitypolicyviolation', (event) => tell('broke ' + event.effectiveDirective + ' with ' + event.blockedURI));
})()`;

/** Whose documents may hold which scripts and styles of their own. */
export type Ground = 'reader' | 'desk' | 'none';

/**
 * Everything in a document that runs, could run, leaks, or takes a name of the page's own. Methods are taken from
 * the prototypes, since an attack may have hidden them behind names of its own.
 */
export const foreignMarkup = `(root, ground) => {
  const wrong = [];
  const attributes = Element.prototype.getAttributeNames;
  const value = (element, name) => Element.prototype.getAttribute.call(element, name) ?? '';
  const never = new Set('iframe frame frameset object embed applet base svg math template noscript noembed noframes xmp plaintext marquee video audio track portal slot dialog canvas keygen isindex image'.split(' '));
  const allowed = {
    script: (e) => (ground === 'reader' && value(e, 'type') === 'application/ld+json') || (ground === 'desk' && /^\\/desk\\/assets\\/[a-z]+\\.js$/.test(value(e, 'src')) && e.textContent === ''),
    style: (e) => ground === 'reader' && e.parentNode === document.head && e.textContent.startsWith(':root{'),
    link: (e) => ground !== 'none' && e.parentNode === document.head && /^(?:canonical|alternate|icon|stylesheet|prev|next)$/.test(value(e, 'rel')),
    meta: (e) => ground !== 'none' && e.parentNode === document.head && (value(e, 'http-equiv') === '' || /^\\d+$/.test(value(e, 'content'))),
    form: (e) => ground !== 'none' && (value(e, 'action') === '' || new URL(value(e, 'action'), document.baseURI).origin === new URL(document.baseURI).origin) && !new Set(attributes.call(e)).has('target'),
  };
  for (const name of ['input', 'button', 'select', 'option', 'textarea', 'label', 'search', 'title'])
    allowed[name] = () => ground !== 'none';
  // The page's own hint of its languages (reader/hint.ts), which holds no text of anybody's: src/reader/frame.tsx puts it there.
  const inHint = (e) => ground === 'reader' && /^(?:svg|switch|g|foreignObject)$/.test(e.localName) && Element.prototype.closest.call(e, 'body > nav.hint') !== null;
  const all = (root === document ? Document : Element).prototype.querySelectorAll.call(root, '*');
  for (const element of all) {
    const tag = element.localName;
    const say = (what) => wrong.push('<' + tag + '> ' + what);
    const own = inHint(element);
    if (!own && element.namespaceURI !== 'http://www.w3.org/1999/xhtml') say('of ' + element.namespaceURI);
    if ((!own && never.has(tag)) || (Object.hasOwn(allowed, tag) && !allowed[tag](element))) say('stands in the page: ' + element.outerHTML.slice(0, 120));
    for (const name of attributes.call(element)) {
      const text = value(element, name);
      const ownButton = name === 'formaction' && ground === 'desk' && /^\\/desk\\/[a-z/-]+(?:[0-9a-f-]{36}\\/[a-z-]+)?$/.test(text);
      if (!ownButton && /^on|^style$|^srcdoc$|^formaction$|^ping$|^xlink|^background$|^attributionsrc$|^is$|^slot$|^popover|^command/.test(name)) say('with ' + name + '=' + text.slice(0, 80));
      if (name === 'target' || (name === 'download' && !(ground === 'desk' && /^\\/desk\\//.test(value(element, 'href'))))) say('with ' + name);
      if (/^(?:href|src|action|cite|poster|data)$/.test(name)) {
        const url = URL.canParse(text, document.baseURI) ? new URL(text, document.baseURI) : undefined;
        const icon = tag === 'link' && value(element, 'rel') === 'icon';
        if (!url || (!/^(?:https?|mailto|about):$/.test(url.protocol) && !icon)) say('to ' + text.slice(0, 80));
        if (url && url.username + url.password !== '') say('with credentials to ' + text.slice(0, 80));
        if (tag === 'img' && ground !== 'none' && !url?.pathname.startsWith('/images/')) say('shows ' + text.slice(0, 80));
      }
      if (name === 'srcset' && /(?:^|,)\\s*(?!\\/images\\/|https?:\\/\\/[^\\/]+\\/images\\/)\\S/.test(text)) say('shows ' + text.slice(0, 80));
    }
  }
  // A name that hides what every script of the page relies on.
  for (const proto of [Document.prototype, Node.prototype]) for (const [name, { get, value: own }] of Object.entries(Object.getOwnPropertyDescriptors(proto))) {
    if (name === 'constructor') continue;
    const real = get ? get.call(document) : own;
    const seen = document[name];
    if (seen !== real && (seen instanceof Element || seen instanceof HTMLCollection)) wrong.push('document.' + name + ' is hidden');
  }
  const bodies = Document.prototype.querySelectorAll.call(document, '.body, .preview article, .feed-content');
  for (const body of bodies) for (const element of Element.prototype.querySelectorAll.call(body, '[id], [name]'))
    if (value(element, 'name') !== '' || !/^t-/.test(value(element, 'id'))) wrong.push('the name ' + value(element, 'id') + value(element, 'name') + ' is taken in the text');
  return wrong;
}`;

export interface Watch {
  /** What happened since the last call. */
  take: () => string[];
}

/** Watches all pages of a context. `ours` is the one origin that may be asked for anything. */
export async function watch(context: BrowserContext, ours: string): Promise<Watch> {
  let seen: string[] = [];
  await context.exposeBinding('__ran', (_, what: string) => void seen.push(`ran: ${what}`));
  await context.addInitScript(inside);
  const asked = (request: Request): void => {
    const url = request.url();
    if (/^(?:data|about|blob):/.test(url)) return;
    if (new URL(url).origin !== ours) seen.push(`left: ${request.resourceType()} ${url.slice(0, 200)}`);
  };
  context.on('request', asked);
  const open = (page: Page): void => {
    page.on('dialog', (dialog) => {
      seen.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('download', (download) => void seen.push(`download: ${download.url().slice(0, 100)}`));
    page.on('popup', (popup) => void seen.push(`window: ${popup.url().slice(0, 100)}`));
  };
  context.on('page', open);
  return {
    take: () => {
      const taken = seen;
      seen = [];
      return taken;
    },
  };
}

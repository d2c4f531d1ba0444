/** How marked's tokens become HTML, where its own renderer would change addresses or write form controls. */
import type { RendererExtension, RendererObject, Tokens } from 'marked';
import { type FootnoteReference, renderReference } from './footnotes.ts';

/** Escapes what is markup and leaves character references, which parse5 decodes. */
export const escapeMarkup = (text: string): string =>
  text.replace(
    /[<>"']|&(?!(?:#\d{1,7}|#x[a-f0-9]{1,6}|[a-z][a-z0-9]{1,31});)/gi,
    (char) => `&#${char.charCodeAt(0)};`,
  );

const titleAttribute = (title: string | null | undefined): string =>
  title ? ` title="${escapeMarkup(title)}"` : '';

/** A control that does nothing is noise to a screen reader; the two signs are read out. */
export function checkboxSign({ checked }: Pick<Tokens.Checkbox, 'checked'>): string {
  return checked ? '☑ ' : '☐ ';
}

export const renderer: RendererObject = {
  link({ href, title, tokens }) {
    return `<a href="${escapeMarkup(href)}"${titleAttribute(title)}>${this.parser.parseInline(tokens)}</a>`;
  },
  image({ href, title, text, tokens }) {
    const alt = tokens ? this.parser.parseInline(tokens, this.parser.textRenderer) : text;
    return `<img src="${escapeMarkup(href)}" alt="${escapeMarkup(alt)}"${titleAttribute(title)}>`;
  },
  checkbox: checkboxSign,
};

export const renderers: RendererExtension[] = [
  {
    name: 'footnoteReference',
    renderer: (token) => renderReference(token as FootnoteReference),
  },
];

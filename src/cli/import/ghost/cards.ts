/** Ghost's cards: pictures, galleries, code, bookmarks and embeds, alike in mobiledoc and lexical but for their names. */
import { escapeHtml } from '../escape.ts';

export interface TreeHtml {
  html: string;
  losses: string[];
}

type Payload = Record<string, unknown>;

const textOf = (payload: Payload, ...names: string[]): string =>
  names
    .map((name) => payload[name])
    .find((value): value is string => typeof value === 'string' && value !== '') ?? '';

const figure = (payload: Payload): string => {
  const caption = textOf(payload, 'caption');
  const image = `<img src="${escapeHtml(textOf(payload, 'src', 'fileName'))}" alt="${escapeHtml(textOf(payload, 'alt'))}">`;
  const href = textOf(payload, 'href');
  // Captions are HTML already; the converter and the pipeline's sanitiser both see them.
  return `<figure>${href ? `<a href="${escapeHtml(href)}">${image}</a>` : image}${caption ? `<figcaption>${caption}</figcaption>` : ''}</figure>`;
};

const link = (url: string, label: string): string =>
  `<p><a href="${escapeHtml(url)}">${escapeHtml(label || url)}</a></p>`;
const isRecord = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Name without Ghost's variants: `markdown-card` and `markdown` are one. */
export function cardHtml(name: string, value: unknown): TreeHtml {
  const payload: Payload = isRecord(value) ? value : {};
  const metadata = isRecord(payload.metadata) ? payload.metadata : {};
  const plain = (html: string): TreeHtml => ({ html, losses: [] });
  switch (name.replace(/-card$/, '').replace('card-', '')) {
    case 'image':
      return plain(figure(payload));
    case 'gallery':
      return plain(
        (Array.isArray(payload.images) ? payload.images : []).filter(isRecord).map(figure).join('\n'),
      );
    case 'code':
    case 'codeblock':
      return plain(
        `<pre><code class="language-${escapeHtml(textOf(payload, 'language'))}">${escapeHtml(textOf(payload, 'code'))}</code></pre>`,
      );
    case 'html':
      return plain(textOf(payload, 'html'));
    case 'markdown':
      // Markdown inside HTML would be escaped on its way back; the marks keep it whole.
      return plain(`<pre data-markdown="1">${escapeHtml(textOf(payload, 'markdown'))}</pre>`);
    case 'hr':
    case 'horizontalrule':
      return plain('<hr>');
    case 'bookmark':
      return plain(link(textOf(payload, 'url'), textOf(metadata, 'title') || textOf(payload, 'title')));
    case 'embed':
    case 'video':
    case 'audio':
    case 'file':
      return plain(
        link(textOf(payload, 'url', 'src'), textOf(payload, 'caption', 'title', 'fileTitle', 'fileName')),
      );
    case 'button':
      return plain(link(textOf(payload, 'buttonUrl', 'url'), textOf(payload, 'buttonText')));
    case 'callout': {
      const words = textOf(payload, 'calloutText');
      return plain(`<blockquote><p>${escapeHtml(textOf(payload, 'calloutEmoji'))} ${words}</p></blockquote>`);
    }
    case 'toggle':
      return plain(`<h4>${textOf(payload, 'heading')}</h4>${textOf(payload, 'content')}`);
    case 'header':
      return plain(
        `<h2>${textOf(payload, 'header', 'heading')}</h2><p>${textOf(payload, 'subheader', 'subheading')}</p>`,
      );
    case 'paywall':
    case 'more':
      return { html: '', losses: [`card "${name}": all of the text is public here`] };
    default:
      return {
        html: textOf(payload, 'html'),
        losses: [
          `card "${name}": it has no counterpart here${textOf(payload, 'html') ? '; its text was taken' : ''}`,
        ],
      };
  }
}

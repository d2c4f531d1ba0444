import type { Child } from 'hono/jsx';

/** Nearly all addresses are surely ones, with their host as it is read: taking such apart costs a page more than showing them. */
const plain = /^https?:\/\/((?:(?!xn--)[a-z0-9-]+\.)*(?!xn--)[a-z][a-z0-9-]*)(?:[/?#]|$)/;

/**
 * The pipeline refuses other schemes; this is the second lock, since a `javascript:` URL in a row that came from
 * elsewhere would otherwise stand in a page.
 */
export const isWeb = (url: string): boolean =>
  plain.test(url) || (/^https?:\/\//i.test(url) && URL.canParse(url));

/** The host of an address for people to read; the address itself where it is none. */
export const hostOf = (url: string): string =>
  (plain.exec(url)?.[1] ?? URL.parse(url)?.host)?.replace(/^www\./, '') ?? url;

/** A link that leaves the site, or its text alone where the URL is none of the web's. */
export const Outward = (props: {
  href: string;
  rel: string;
  class?: string;
  hreflang?: string;
  children?: Child;
}) => {
  const { children, ...attributes } = props;
  return isWeb(props.href) ? <a {...attributes}>{children}</a> : <span>{children}</span>;
};

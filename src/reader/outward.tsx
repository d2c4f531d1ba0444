import type { Child } from 'hono/jsx';

/**
 * The pipeline refuses other schemes; this is the second lock, since a `javascript:` URL in a row that came from
 * elsewhere would otherwise stand in a page.
 */
export const isWeb = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);

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

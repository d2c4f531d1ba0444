/** Links without a target or without words, and pictures without an address. */
import { tell } from '../../i18n/told/tell.ts';
import { type Check, finding } from './check.ts';

export const checkEmptyLinks: Check = ({ body }) => {
  const out = [];
  for (const segment of body) {
    for (const { text, url } of segment.links) {
      if (/^#?$/.test(url.trim()))
        out.push(finding('empty-link', 'warning', tell('link-without-target'), text || segment.markdown));
      else if (!text && segment.pictures.length === 0 && !/^<|<a\b/i.test(segment.markdown))
        out.push(finding('empty-link', 'note', tell('link-without-words'), url));
    }
    for (const { url } of segment.pictures)
      if (!url.trim()) out.push(finding('empty-picture', 'warning', tell('empty-picture'), segment.markdown));
    // An empty pair of brackets is no link for Markdown, but was meant to be one.
    const bare = segment.kind === 'code' ? null : /!?\[[^\][]{0,200}\]\([ ]{0,9}\)/.exec(segment.prose);
    if (bare)
      out.push(finding('empty-link', 'warning', tell('link-without-target'), segment.prose, bare.index));
  }
  return out;
};

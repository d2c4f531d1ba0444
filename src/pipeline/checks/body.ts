import { tell } from '../../i18n/told/tell.ts';
import type { Check } from './check.ts';
import { finding } from './check.ts';

/** An article needs words, and a translation needs a link to what it translates. */
export const checkBody: Check = ({ body, sourceClaimed, sources }) => {
  const out = [];
  if (!body.some((segment) => /[\p{L}\p{N}]/u.test(segment.text)))
    out.push(finding('empty-body', 'block', tell('empty-body')));
  if (sourceClaimed && !sources.some((source) => /^https?:\/\//i.test(source.url)))
    out.push(finding('source-missing', 'block', tell('source-missing')));
  return out;
};

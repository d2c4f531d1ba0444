/** Link text that names another address than the link leads to: a slip, or a trap. */

import { tell } from '../../i18n/told/tell.ts';
import { addressOf } from './address.ts';
import { type Check, finding, said } from './check.ts';

/** The text is an address as a whole: a sentence that mentions one is none. Without a scheme, "Node.js" must not look like one. */
const address = /^(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,18}(?:[:/?#][^\s]*)?$/i;
const bare =
  /^(?:www\.|(?:[a-z0-9-]{1,63}\.){1,6}(?:com|org|edu|gov|mil|int|info|news|cn|tw|hk|jp|kr|uk|de|fr|ru|eu|ca|au|in|us)(?:[:/?#]|$))/i;

export const checkLinkText: Check = ({ body }) =>
  body.flatMap((segment) =>
    segment.links.flatMap(({ text, url }) => {
      const shown = text.trim().replace(/…$|\.\.\.$/, '');
      if (!shown.includes('.') || !address.test(shown) || !/^https?:/i.test(url)) return [];
      if (!/^https?:/i.test(shown) && !bare.test(shown)) return [];
      const [named, real] = [hostOf(shown), hostOf(url)];
      // A subdomain of what is named, or the other way round, is the same owner.
      // Archived and machine-translated copies carry the address they show; t.co stands for any link in a post.
      if (real === 't.co' || url.toLowerCase().includes(named)) return [];
      if (named === real || named.endsWith(`.${real}`) || real.endsWith(`.${named}`)) return [];
      return [
        finding(
          'link-text',
          'warning',
          tell('link-text', { named: said(named), real: said(real) }),
          `[${text}](${url})`,
        ),
      ];
    }),
  );

const hostOf = (url: string): string => addressOf(url).split(/[/:?#]/)[0] ?? '';

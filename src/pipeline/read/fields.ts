/** What the keys of front matter and of head comments mean: Jekyll's, Hugo's, and the translators' own. */

import type { CreditRole } from '../../store/schema/words.ts';
import type { Field } from '../front-matter.ts';
import type { Credit, FoundPicture, Source } from '../types.ts';
import { fold } from './fold.ts';
import { isUnfilled, readPeople } from './people.ts';
import { cleanUrl, httpsOf, isSourceUrl, leads } from './urls.ts';
import { wordAt } from './vocabulary.ts';

export interface Understood {
  credits: Credit[];
  sources: Source[];
  publisher?: string;
  header?: FoundPicture;
  slug?: string;
  description?: string;
  lang?: string;
  dated?: string;
  topics: string[];
  /** Where the text appeared before. */
  appeared?: string;
  as_written: string[];
}

const sourceKeys = /^(?:source|source[_ -]?url|original|original[_ -]?(?:url|link)|via|from|原文|来源)$/i;
const pictureKeys =
  /^(?:image|cover|cover[_ -]?image|header[_ -]?image|thumbnail|featured[_ -]?image|banner)$/i;
const roleKeys: Record<string, CreditRole> = { collector: 'selector', reviewer: 'proofreader' };

/**
 * Of the keys in Latin letters only these name people: `layout`, `published`, `comments` and `text`, which head a
 * credit in an article, are settings of Jekyll's and Hugo's here. Words of other scripts are nobody's settings.
 */
const personKeys =
  /^(?:(?:author|writer|translator|proof ?reader|reviewer|editor|publisher|selector|collector|curator|transcriber|commentator|photographer|producer)s?|(?:(?:written|translated|translation|proofread|reviewed|checked|edited|published|posted|selected|collected|curated|transcribed|commented|produced|photographed) )?by|autor(?:a|es|in)?|aut(?:eur|rice)s?|autore|übersetzer(?:in)?|traduct(?:or|ora|ores|eur|eurs|rice)|correct(?:or|ora|eur|rice)|relect(?:eur|rice)|revisora?|réviseur|redakteur(?:in)?|editora|rédact(?:eur|rice))$/;
/** Settings, dates, numbers and files: no names, whatever key they stand behind. */
const noName =
  /^(?:true|false|yes|no|on|off|null|~|[\d\s.:/+-]+(?:[tz][\d.:+-]*z?)?|\d{4}年.*|\S+\.(?:mp[34]|m4a|ogg|wav|webm|jpe?g|png|gif|webp|svg|pdf|html?|md|docx?))$/i;

/** Roles of a key such as `author`, `translators`, `proofreader`. */
function rolesOf(key: string): readonly CreditRole[] {
  const folded = fold(key.trim()).replace(/[_-]/g, ' ');
  if (/\p{Script=Latin}/u.test(folded) && !personKeys.test(folded)) return [];
  const hit = wordAt(folded, 0);
  return hit?.word.kind === 'credit' && hit.end === folded.length ? hit.word.roles : [];
}

/** `Ann Lee https://example.org/ann`: a name, and where to find the person. */
function creditOf(value: string, roles: readonly CreditRole[], label: string): Credit[] {
  const url = /\bhttps?:\/\/\S+$/.exec(value)?.[0];
  const people = readPeople(url ? value.slice(0, -url.length) : value.replace(/^name: /, ''), '');
  return (people ?? []).flatMap((person) =>
    roles.map((role) => ({ role, ...person, ...(url && leads(url) ? { url } : {}), as_written: label })),
  );
}

const address = (value: string): string | undefined =>
  /^https?:\/\/\S+$/.test(value) ? cleanUrl(value) : undefined;
/** Of a key that promises one, also without a scheme. */
const sourceAddress = (value: string): string | undefined =>
  address(value) ?? (/^www\.\S+$/i.test(value) ? httpsOf(cleanUrl(value)) : undefined);

/** Reads fields; every one of them stays visible in `as_written`. `comments` are LCTT's, where a reviewer proofreads. */
export function readFields(fields: readonly Field[], kind: 'front matter' | 'comments'): Understood {
  const said: Understood = { credits: [], sources: [], topics: [], as_written: [] };
  for (const { key, values } of fields) {
    const name = key.trim().toLowerCase();
    const value = values[0] ?? '';
    said.as_written.push(`${key}: ${values.join(', ')}`);
    const own = kind === 'comments' ? roleKeys[name] : undefined;
    const roles = own ? [own] : name === 'url' ? [] : rolesOf(name);
    // LCTT's collector is written `person/script`.
    if (roles.length > 0)
      said.credits.push(
        ...values
          .filter((one) => !isUnfilled(one) && !noName.test(one))
          .flatMap((one) =>
            creditOf(kind === 'comments' ? one.replace(/^([\w-]+)\/[\w./-]+$/, '$1') : one, roles, key),
          ),
      );
    else if (sourceKeys.test(name)) {
      for (const one of values) {
        const url = sourceAddress(one);
        if (url && isSourceUrl(url)) said.sources.push({ url });
        else if (one !== '' && !one.includes('://') && !noName.test(one)) said.publisher ??= one;
      }
    } else if (name === 'url' || name === 'canonical_url') {
      if (kind === 'comments' && address(value)) said.appeared = value;
    } else if (pictureKeys.test(name) && address(value)) said.header = { url: cleanUrl(value), alt: '' };
    else if (value !== '') readWord(name, value, values, said);
  }
  return said;
}

function readWord(name: string, value: string, values: readonly string[], said: Understood): void {
  if (name === 'slug') said.slug = value;
  else if (name === 'permalink') said.slug ??= value.split('/').filter(Boolean).at(-1) ?? value;
  else if (/^(?:description|summary|excerpt|subtitle)$/.test(name)) said.description ??= value;
  else if (/^(?:lang|language|locale)$/.test(name)) said.lang = value;
  else if (/^(?:date|published|published_at|pubdate)$/.test(name)) said.dated = value;
  else if (/^(?:tags|categories|topics|keywords)$/.test(name)) said.topics.push(...values);
}

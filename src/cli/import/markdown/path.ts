/** What a file's path says about the article in it. */
import { extname } from 'node:path';
import { langOfName } from '../language.ts';

export interface Named {
  lang?: string;
  /** The same as the path has it: `zh-cn`. */
  langWritten?: string;
  /** Path without content root, language and extension: translations have it in common. */
  key: string;
  name: string;
  date?: { year: string; month: string; day: string };
}

/** What a path says: language by folder or suffix, date and name as in `_posts`, page bundles. */
export function readPath(path: string, contentRoot: string): Named {
  const inner = contentRoot === '' ? path : path.slice(contentRoot.length + 1);
  const folders = inner.split('/');
  const bare = (folders.pop() ?? '').slice(0, -extname(path).length);
  const suffix = /^(.+)\.([a-z]{2}(?:[-_][a-z0-9]{2,8}){0,2})$/i.exec(bare);
  const suffixLang = suffix && langOfName(suffix[2] ?? '');
  const stem = suffixLang ? (suffix[1] ?? bare) : bare;
  // Below a generator's or a few plain folders; deeper down, two letters are an abbreviation.
  const at = folders.slice(0, 3).findIndex((folder) => langOfName(folder) !== undefined);
  const folderLang = at === -1 ? undefined : langOfName(folders[at] ?? '');
  const rest = folderLang ? folders.toSpliced(at, 1) : folders;
  const dated = /^(\d{4})-(\d{2})-(\d{2})-(.+)$/.exec(stem);
  const isBundle = /^index$/i.test(stem);
  const name = isBundle ? (rest.at(-1) ?? stem) : (dated?.[4] ?? stem);
  const lang = suffixLang || folderLang;
  const written = suffixLang ? suffix[2] : folderLang && folders[at];
  return {
    key: (isBundle ? rest : [...rest, stem]).join('/'),
    name,
    ...(lang ? { lang } : {}),
    ...(written ? { langWritten: written } : {}),
    ...(dated ? { date: { year: dated[1] ?? '', month: dated[2] ?? '', day: dated[3] ?? '' } } : {}),
  };
}

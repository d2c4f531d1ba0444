/** `npm run export -- DIR`: all articles as Markdown with pictures; with `--static`, the readers' site as files. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type OpenSite, openSite } from './backup/open.ts';
import { readStamp } from './database.ts';
import { usage, withClearErrors } from './errors.ts';
import { pictureFinder } from './export/pictures.ts';
import { copySite } from './export/static.ts';
import { exportArticles } from './export/write.ts';
import { openApi } from './import/api.ts';
import { startProgress } from './import/progress.ts';
import { root } from './wrangler.ts';

const help = `npm run export -- DIR --token TOKEN [--url http://…] [--persist-to DIR | --remote]
npm run export -- --static DIR [--url http://…] [--as https://mirror…]

  DIR           a new folder: {lang}/{yyyy}/{mm}/{slug}.md with front matter, and pictures/
                npm run import takes it back in
  --static DIR  instead: the readers' site as files that any web server can host
  --url         address of the site (default http://localhost:8787)
  --token       an API token: npm run token -- --role proofreader --name Export
  --persist-to  state of the local site, for the original pictures (default .wrangler/state)
  --remote      the deployed site's storage, for the original pictures
  --as          address of the mirror, written into the copy in place of the site's own`;

const options = {
  url: { type: 'string', default: 'http://localhost:8787' },
  token: { type: 'string', default: process.env.DRAGOMAN_TOKEN ?? '' },
  static: { type: 'boolean', default: false },
  as: { type: 'string' },
  'persist-to': { type: 'string' },
  remote: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Where the originals are: as asked, or the local site's folder when the site is a local one. */
async function openOriginals(asked: {
  url: string;
  persistTo?: string | undefined;
  place: 'remote' | 'folder';
}): Promise<OpenSite | undefined> {
  if (asked.place === 'remote') return openSite('remote');
  const isLocal = ['localhost', '127.0.0.1'].includes(new URL(asked.url).hostname);
  const persistTo = asked.persistTo ?? (isLocal ? join(root, '.wrangler/state') : undefined);
  if (
    persistTo === undefined ||
    !existsSync(persistTo) ||
    readStamp(resolve(persistTo), 'migrations') === undefined
  )
    return undefined;
  return openSite({ persistTo: resolve(persistTo) });
}

await withClearErrors(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (values.help) return console.log(help);
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0) throw usage('Give one folder to write into.', help);
  for (const name of ['url', 'as'] as const) {
    const address = values[name];
    if (address !== undefined && !/^https?:$/.test(URL.parse(address)?.protocol ?? ''))
      throw usage(`--${name} wants a web address, not "${address}".`, help);
  }
  const folder = resolve(given);
  if (values.static) return copyStatic(folder, values.url, values.as);
  if (values.token === '') throw usage('--token is missing.', help);
  const site = await openOriginals({
    url: values.url,
    persistTo: values['persist-to'],
    place: values.remote ? 'remote' : 'folder',
  });
  try {
    const url = new URL(values.url).origin;
    const from = { api: openApi({ url, token: values.token }), findPicture: pictureFinder(url, site) };
    const done = await exportArticles(folder, from, (total) =>
      startProgress(total, 'articles', process.stderr),
    );
    for (const loss of done.losses) console.log(`- ${loss}`);
    console.log(`${done.articles} articles and ${done.pictures} pictures in ${folder}.`);
  } finally {
    await site?.close();
  }
});

async function copyStatic(folder: string, url: string, as: string | undefined): Promise<void> {
  const every = 250;
  const copy = await copySite(folder, {
    url,
    ...(as ? { as } : {}),
    onFile: (files) => {
      if (files % every === 0) console.error(`${files} files`);
    },
  });
  for (const one of copy.broken) console.log(`- ${one}: a page names it and the site does not have it`);
  console.log(`${copy.files} files in ${folder}. Search needs the running site and is not in the copy.`);
}

/** `npm run export -- DIR`: all articles as Markdown with pictures; with `--static`, the readers' site as files. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { listMovedPaths } from '../store/old-paths.ts';
import { findSettings } from '../store/settings.ts';
import { openSite } from './backup/open.ts';
import type { Place } from './database.ts';
import { usage, withClearErrors } from './errors.ts';
import { LOCAL_SITE, originOf, withAccess } from './export/origin.ts';
import { pictureFinder } from './export/pictures.ts';
import { copySite } from './export/static.ts';
import { exportArticles } from './export/write.ts';
import { openApi } from './import/api.ts';
import { startProgress } from './import/progress.ts';

const help = `npm run export -- DIR [--url http://…] [--persist-to DIR | --remote | --token TOKEN]
npm run export -- --static DIR [--url http://…] [--as https://mirror…] [--persist-to DIR | --remote]

  DIR           a new folder: {lang}/{yyyy}/{mm}/{slug}.md with front matter, pictures/, and
                site.json with the topics' names and the settings;
                npm run import takes it back in
  --static DIR  instead: the readers' site as files that any web server can host; old addresses
                lead on in it where --persist-to or --remote names the storage that has them
  --url         address of the site (default http://localhost:8787; with --remote the deployed one)
  --persist-to  state of the local site (default .wrangler/state)
  --remote      the deployed site; wrangler must be logged in
  --token       for a site whose storage cannot be reached from here, an API token:
                npm run token -- --role proofreader --name Export
  --as          address of the mirror, written into the copy in place of the site's own`;

const options = {
  url: { type: 'string' },
  token: { type: 'string', default: process.env.DRAGOMAN_TOKEN ?? '' },
  static: { type: 'boolean', default: false },
  as: { type: 'string' },
  'persist-to': { type: 'string' },
  remote: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

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
  const persistTo = values['persist-to'];
  if (values.static) {
    const hasStorage = persistTo !== undefined || values.remote;
    const { url, place } = hasStorage
      ? originOf({ ...values, persistTo })
      : { url: values.url ?? LOCAL_SITE };
    return copyStatic(folder, { url, place, as: values.as });
  }
  const from = originOf({ ...values, persistTo });
  if (from.token === undefined && from.place === undefined) throw usage('--token is missing.', help);
  const done = await withAccess(from, async ({ token, site }) =>
    exportArticles(
      folder,
      {
        api: openApi({ url: from.url, token }),
        findPicture: pictureFinder(from.url, site),
        settings: site && (await findSettings(site.env.DB)),
      },
      (total) => startProgress(total, 'articles', process.stderr),
    ),
  );
  for (const loss of done.losses) console.log(`- ${loss}`);
  console.log(`${done.articles} articles and ${done.pictures} pictures in ${folder}.`);
});

async function copyStatic(
  folder: string,
  { url, place, as }: { url: string; place?: Place | undefined; as: string | undefined },
): Promise<void> {
  const every = 250;
  const site = place && (await openSite(place));
  try {
    const copy = await copySite(folder, {
      url,
      ...(as ? { as } : {}),
      ...(site ? { moved: listMovedPaths(site.env.DB) } : {}),
      onFile: (files) => {
        if (files % every === 0) console.error(`${files} files`);
      },
    });
    for (const one of copy.broken) console.log(`- ${one}: a page names it and the site does not have it`);
    console.log(`${copy.files} files in ${folder}. Search needs the running site and is not in the copy.`);
    console.log(
      site
        ? `${copy.moved.written} old addresses lead on in it; ${copy.moved.left} do not, being queries, names that no file can have, or pages of its own.`
        : 'Old addresses are not in the copy; they are with --persist-to or --remote.',
    );
  } finally {
    await site?.close();
  }
}

/** `npm run restore -- DIR`: a backup back into a site. Checks all of it before it changes anything. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openSite } from './backup/open.ts';
import { checkBackup, restoreBackup } from './backup/restore.ts';
import { isInUse, isMigrated, migrate, type Place, writeStamp } from './database.ts';
import { usage, withClearErrors } from './errors.ts';

const help = `npm run restore -- DIR [--persist-to DIR] [--remote] [--replace]

  DIR           a folder that npm run backup made
  --persist-to  state of the local site (default .wrangler/state); made when it is not there
  --remote      the deployed site instead; wrangler must be logged in
  --replace     delete what the site holds now; without it only an empty site is taken`;

await withClearErrors(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'persist-to': { type: 'string', default: '.wrangler/state' },
      remote: { type: 'boolean', default: false },
      replace: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(help);
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0) throw usage('Give the folder of one backup.', help);
  const folder = resolve(given);
  // Before a site is made or opened: a damaged backup must not leave even an empty one behind.
  (await checkBackup(folder)).dump.close();
  const place: Place = values.remote ? 'remote' : { persistTo: resolve(values['persist-to']) };
  // Two that write to one SQLite file lock each other out: half of the site would be the old one.
  if (place !== 'remote' && (await isInUse(place.persistTo)))
    throw new Error(
      `A site or a command uses the state in ${place.persistTo}, and nothing was changed. Stop it and run this again.`,
    );
  if (place !== 'remote' && !isMigrated(place.persistTo)) await migrate(place.persistTo);
  const site = await openSite(place);
  try {
    await restoreBackup(site, {
      folder,
      into: values.replace ? 'replace' : 'empty',
      now: Date.now(),
      say: (line) => console.log(line),
    });
  } finally {
    await site.close();
  }
  // The next start must not add the sample edition to somebody's own articles.
  if (place !== 'remote') writeStamp(place.persistTo, 'sample', 'done');
  console.log('Restored. Everybody enters as before: passkeys, invitations and tokens came along.');
});

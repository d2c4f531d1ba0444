/** `npm run backup -- DIR`: a full copy of the site, while it runs. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBackup } from './backup/make.ts';
import { openSite } from './backup/open.ts';
import { type Place, readStamp } from './database.ts';
import { usage, withClearErrors } from './errors.ts';

const help = `npm run backup -- DIR [--persist-to DIR] [--remote]

  DIR           a new folder: the database, all pictures, and their checksums.
                It holds names and drafts; keep it where only you can read it.
  --persist-to  state of the local site (default .wrangler/state)
  --remote      the deployed site instead; wrangler must be logged in`;

await withClearErrors(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'persist-to': { type: 'string', default: '.wrangler/state' },
      remote: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(help);
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw usage('Give one new folder for the backup.', help);
  const place: Place = values.remote ? 'remote' : { persistTo: resolve(values['persist-to']) };
  // A site of an older version than this checkout can be backed up too: that is when one wants it.
  if (place !== 'remote' && readStamp(place.persistTo, 'migrations') === undefined) {
    throw usage(
      `No site has run with the state in ${place.persistTo}. Start it once (npm start), or give --persist-to.`,
      help,
    );
  }
  const site = await openSite(place);
  try {
    const say = (line: string): void => console.log(line);
    await makeBackup(site, { folder: resolve(folder), now: Date.now(), say });
    console.log(
      `Backed up into ${resolve(folder)}. To try it: npm run restore -- ${folder} --persist-to NEW-FOLDER`,
    );
  } finally {
    await site.close();
  }
});

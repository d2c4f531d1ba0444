/** `npm run token -- --role ROLE --name NAME`: a new API token, shown once. Works while the site runs. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { newToken } from '../auth/new-token.ts';
import { TOKEN_MAX_DAYS } from '../limits.ts';
import { memberRoles } from '../store/schema/words.ts';
import { execute, isMigrated, type Place } from './database.ts';
import { usage, withClearErrors } from './errors.ts';

const DAY_MS = 86_400_000;

const help = `npm run token -- --role ROLE --name NAME [--days N] [--persist-to DIR] [--remote]

  --role        ${memberRoles.join(', ')}
  --name        who it is for; the desk shows it beside what the token did
  --days        until it expires, 1 to ${TOKEN_MAX_DAYS} (default ${TOKEN_MAX_DAYS})
  --persist-to  state of the local site (default .wrangler/state)
  --remote      make it in the deployed site's database instead`;

await withClearErrors(async () => {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      name: { type: 'string' },
      days: { type: 'string', default: String(TOKEN_MAX_DAYS) },
      'persist-to': { type: 'string', default: '.wrangler/state' },
      remote: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(help);
  const role = memberRoles.find((known) => known === values.role);
  if (role === undefined) {
    throw usage(
      `${values.role ? `"${values.role}" is no role` : '--role is missing'}. Roles: ${memberRoles.join(', ')}.`,
      help,
    );
  }
  if (!values.name?.trim()) throw usage('--name is missing. Say who the token is for: --name "Li Na".', help);
  const days = /^\d{1,4}$/.test(values.days) ? Number(values.days) : 0;
  if (days < 1 || days > TOKEN_MAX_DAYS) {
    throw usage(`--days ${values.days} is no number of days. Give 1 to ${TOKEN_MAX_DAYS}.`, help);
  }
  const place: Place = values.remote ? 'remote' : { persistTo: resolve(values['persist-to']) };
  if (place !== 'remote' && !isMigrated(place.persistTo)) {
    throw usage(
      `No site has run with the state in ${place.persistTo}. Start it once (npm start), or give --persist-to.`,
      help,
    );
  }
  const now = Date.now();
  const made = await newToken({ role, name: values.name, now, expiresAt: now + days * DAY_MS });
  const rows = await execute(place, [
    ...made.statements,
    `select count(*) as made from tokens where id = '${made.id}'`,
  ]);
  if (rows[0]?.made !== 1)
    throw usage(`"${values.name}" may not enter this site any more. Choose another name.`, help);
  console.error(
    `${role === 'admin' ? 'An' : 'A'} ${role} token for ${values.name}, for ${days} days. It is shown only now:`,
  );
  console.log(made.token);
});

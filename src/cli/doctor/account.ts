/** What the account must hold for the site to run: asked of wrangler, and changed nowhere. */
import { namesIn } from '../deploy/config.ts';
import { findDatabase, isListed } from '../deploy/plan.ts';
import { bad, type Check, messageOf, ok, skipped, warning } from './check.ts';
import { bindingNames } from './declared.ts';

/** Runs wrangler and gives what it printed; throws with its last words. */
export type Ask = (args: string[]) => Promise<string>;

const REMEDY = 'npm run deploy makes what is missing, and is safe to repeat.';

export const accountSkipped: Check = skipped(
  'account',
  'databases, bucket, queues, secrets and migrations on Cloudflare need an account: add --remote',
);

/** Undefined when wrangler is logged in. `whoami` ends well either way. */
export async function checkLogin(ask: Ask): Promise<Check | undefined> {
  const login = 'npx wrangler login, or set CLOUDFLARE_API_TOKEN. Is the network there?';
  try {
    const said: unknown = JSON.parse(await ask(['whoami', '--json']));
    if (Reflect.get(Object(said), 'loggedIn') === true) return undefined;
    return bad('account', 'wrangler is not logged in.', login);
  } catch (error) {
    return bad('account', messageOf(error).split('\n').slice(0, 3).join(' '), login);
  }
}

/** One look at each kind of thing that wrangler.toml (as text) names. */
export async function checkAccount(ask: Ask, toml: string): Promise<Check[]> {
  const names = namesIn(toml);
  const checks: Check[] = [];
  const look = async (name: string, args: string[], judge: (said: string) => Check[]): Promise<void> => {
    try {
      checks.push(...judge(await ask(args)));
    } catch (error) {
      const why = messageOf(error).split('\n').slice(0, 3).join(' ');
      checks.push(bad(name, why, `Try it by hand: npx wrangler ${args.join(' ')}`));
    }
  };
  const present = (kind: string, name: string, stands: boolean): Check =>
    stands ? ok(`${kind} ${name}`, 'stands') : bad(`${kind} ${name}`, 'is not in the account.', REMEDY);
  await look('D1', ['d1', 'list', '--json'], (said) =>
    names.databases.map((name) => present('D1', name, findDatabase(said, name) !== undefined)),
  );
  await look('R2', ['r2', 'bucket', 'list'], (said) =>
    names.buckets.map((name) => present('R2', name, isListed(said, name))),
  );
  for (const name of names.queues) {
    await look(`queue ${name}`, ['queues', 'info', name], (said) => [judgeQueue(name, said)]);
  }
  await look('secrets', ['secret', 'list', '--format', 'json'], (said) => [judgeSecrets(said)]);
  return checks;
}

function judgeQueue(name: string, said: string): Check {
  const consumers = /Number of Consumers:\s*(\d+)/.exec(said)?.[1];
  if (consumers === '0') return bad(`queue ${name}`, 'stands, but nobody reads it.', REMEDY);
  return ok(`queue ${name}`, 'stands and is read');
}

/** The Worker needs none; one that has the name of a var would win over it. */
function judgeSecrets(said: string): Check {
  const list: unknown = JSON.parse(said);
  const names = (Array.isArray(list) ? list : []).map((one) => String(Reflect.get(Object(one), 'name')));
  const over = names.filter((name) => bindingNames.includes(name));
  if (over.length === 0) return ok('secrets', 'none in the way; the Worker needs none');
  return warning(
    'secrets',
    `${over.join(', ')} ${over.length === 1 ? 'is a secret' : 'are secrets'} too, and stand${over.length === 1 ? 's' : ''} in for what wrangler.toml says.`,
    `npx wrangler secret delete ${over[0]}`,
  );
}

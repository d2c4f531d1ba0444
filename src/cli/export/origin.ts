/** The site that an export reads: its address, the storage of its originals, and a token for its API. */
import { join, resolve } from 'node:path';
import { unstable_readConfig } from 'wrangler';
import { type OpenSite, openSite } from '../backup/open.ts';
import { deployedConfig, type Place, readStamp } from '../database.ts';
import { Refused } from '../import/api.ts';
import { makeTokens } from '../short-tokens.ts';
import { root } from '../wrangler.ts';

export const LOCAL_SITE = 'http://localhost:8787';

/** A large archive takes hours; the token is taken back when the export ends. */
const TOKEN_MS = 86_400_000;

export interface Origin {
  url: string;
  /** Missing where neither a folder of state nor Cloudflare's own can be reached. */
  place?: Place;
  /** As given; without it a short-lived one is made in `place`. */
  token?: string;
}

/** Throws when the folder of a local site was named, or is needed, and no site has run with it. */
export function originOf(
  asked: { url?: string | undefined; persistTo?: string | undefined; remote: boolean; token: string },
  checkout = root,
): Origin {
  const token = asked.token === '' ? {} : { token: asked.token };
  if (asked.remote) {
    const url = asked.url ?? String(unstable_readConfig({ config: deployedConfig(checkout) }).vars.SITE_URL);
    return { url: new URL(url).origin, place: 'remote', ...token };
  }
  const { origin: url, hostname } = new URL(asked.url ?? LOCAL_SITE);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (asked.persistTo === undefined && !isLocal) return { url, ...token };
  const persistTo = resolve(asked.persistTo ?? join(checkout, '.wrangler/state'));
  if (readStamp(persistTo, 'migrations') !== undefined) return { url, place: { persistTo }, ...token };
  if (asked.persistTo === undefined && asked.token !== '') return { url, ...token };
  throw new Error(
    `No site has run with the state in ${persistTo}. Start it once (npm start), or give --persist-to.`,
  );
}

/** Opens the storage and, where none was given, makes a proofreader's token, which is taken back also after a failure. */
export async function withAccess<T>(
  from: Origin,
  use: (access: { token: string; site: OpenSite | undefined }) => Promise<T>,
): Promise<T> {
  const { place } = from;
  const made =
    from.token === undefined && place
      ? await makeTokens(place, [{ role: 'proofreader', name: 'Export' }], TOKEN_MS)
      : undefined;
  try {
    const site = place && (await openSite(place));
    try {
      return await use({ token: from.token ?? made?.tokens[0] ?? '', site });
    } finally {
      await site?.close();
    }
  } catch (error) {
    if (!made || !(error instanceof Refused) || error.status !== 401) throw error;
    const where = place === 'remote' || !place ? 'your account' : place.persistTo;
    throw new Error(
      `The site at ${from.url} is not the one with its storage in ${where}. Give the --url and the --persist-to of one site.`,
    );
  } finally {
    await made?.revoke();
  }
}

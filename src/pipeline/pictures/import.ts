/**
 * The pictures that a submission names by address. Promises: the answer comes in bounded time and memory, whatever
 * the hosts do; a picture that cannot be had is a refusal and never an exception, and says whether and when it is
 * asked for again; an address that was fetched is not fetched again; repeating a run changes nothing. It throws
 * only when R2 or D1 fail.
 */
import type { Config } from '../../config.ts';
import { sha256 } from '../../lib/hash.ts';
import {
  PICTURE_REFUSED_MS,
  PICTURE_RETRY_SECONDS,
  PICTURE_SMALL_MAX_BYTES,
  PICTURES_AT_ONCE,
  PICTURES_IMPORT_MAX_MS,
  PICTURES_MAX_PER_ARTICLE,
} from '../../limits.ts';
import {
  listPictures,
  listRemotePictures,
  type PictureRow,
  type RemotePictureRow,
  savePictures,
} from '../../store/pictures.ts';
import type { Fetcher } from '../remote/fetch.ts';
import { checkAddress } from './address.ts';
import { fetchPicture } from './fetch.ts';
import { makePicture, type PictureEnv, type StoredPicture, storedPicture } from './keep.ts';
import { isRefusal, type PictureRefusal, refusal, refusalOfRow } from './refusal.ts';

export type ImportedPicture = StoredPicture;
export type Imported = Map<string, ImportedPicture | PictureRefusal>;

interface ImportOptions {
  /** As written in the submission, repeats allowed. */
  urls: readonly string[];
  now: number;
  config: Pick<Config, 'localPictureHosts' | 'siteUrl' | 'settleSeconds'>;
  /** Stands in for the platform's fetch in tests. */
  fetcher?: Fetcher;
  /** Of all fetches together; PICTURES_IMPORT_MAX_MS where absent. */
  maxMs?: number;
}

/** An address worth asking, with what is known of it. */
interface Wanted {
  url: string;
  id: string;
  before: RemotePictureRow | undefined;
}

/** Milliseconds until a wanted picture is due again, 0 when it is; undefined when its last try is behind it. */
function waitOf(row: { attempts: number; updated_at: number }, now: number): number | undefined {
  const seconds = PICTURE_RETRY_SECONDS[Math.max(row.attempts, 1) - 1];
  return seconds === undefined ? undefined : Math.max(0, row.updated_at + seconds * 1_000 - now);
}

/** What is had, or refused, of each URL. Each URL of `urls` is a key of the map. */
export async function importPictures(env: PictureEnv, options: ImportOptions): Promise<Imported> {
  const urls = [...new Set(options.urls)];
  const out: Imported = new Map();
  for (const url of urls.slice(PICTURES_MAX_PER_ARTICLE)) out.set(url, refusal('too_many'));
  const wanted = await answerKnown(env, urls.slice(0, PICTURES_MAX_PER_ARTICLE), options, out);

  const signal = AbortSignal.timeout(options.maxMs ?? PICTURES_IMPORT_MAX_MS);
  const large: Wanted[] = [];
  for (let n = 0; n < wanted.length; n += PICTURES_AT_ONCE) {
    const wave = wanted.slice(n, n + PICTURES_AT_ONCE);
    large.push(
      ...(await fetchWave(env, wave, { ...options, signal, maxBytes: PICTURE_SMALL_MAX_BYTES }, out)),
    );
  }
  for (const one of large) await fetchWave(env, [one], { ...options, signal }, out);
  return out;
}

/** Answers from the rows, and gives the rest: new addresses, due ones, and refusals old enough to ask again. */
async function answerKnown(
  env: PictureEnv,
  urls: readonly string[],
  { config, now }: ImportOptions,
  out: Imported,
): Promise<Wanted[]> {
  const ids = new Map<string, string>();
  for (const url of urls) {
    const address = checkAddress(url, config.localPictureHosts);
    if (address.ok) ids.set(url, await sha256(url));
    else out.set(url, address.error);
  }
  if (ids.size === 0) return [];
  const rows = new Map((await listRemotePictures(env.DB, [...ids.values()])).map((row) => [row.id, row]));
  const digests = [...rows.values()].flatMap((row) => (row.sha256 === null ? [] : [row.sha256]));
  const pictures = new Map(
    digests.length === 0 ? [] : (await listPictures(env.DB, digests)).map((row) => [row.sha256, row]),
  );
  const wanted: Wanted[] = [];
  for (const [url, id] of ids) {
    const before = rows.get(id);
    const picture = before?.sha256 ? pictures.get(before.sha256) : undefined;
    if (picture) out.set(url, storedPicture(picture));
    else if (before && isWaiting(before, now)) out.set(url, refusalOfRow(before));
    else wanted.push({ url, id, before });
  }
  return wanted;
}

function isWaiting(row: RemotePictureRow, now: number): boolean {
  if (row.state === 'refused') return now < row.updated_at + PICTURE_REFUSED_MS;
  return row.state === 'wanted' && waitOf(row, now) !== 0;
}

/** Fetches and stores a few pictures side by side, in one batch of rows. Gives those too large for company. */
async function fetchWave(
  env: PictureEnv,
  wave: readonly Wanted[],
  options: ImportOptions & { signal: AbortSignal; maxBytes?: number },
  out: Imported,
): Promise<Wanted[]> {
  const { now, signal, maxBytes, config } = options;
  const pictures: PictureRow[] = [];
  const remotes: RemotePictureRow[] = [];
  const large: Wanted[] = [];
  const one = async (item: Wanted): Promise<void> => {
    const made = signal.aborted ? refusal('out_of_time') : await fetchOne(env, item.url, options);
    if (!isRefusal(made)) {
      out.set(item.url, storedPicture(made));
      pictures.push(made);
      remotes.push(rowAfter(item, made, now));
    } else if (made.reason === 'too_large' && maxBytes !== undefined) {
      large.push(item);
    } else {
      const row = rowAfter(item, made, now);
      out.set(item.url, refusalOfRow(row));
      remotes.push(row);
    }
  };
  const done = await Promise.allSettled(wave.map(one));
  // What was stored is recorded even when another of the wave met a failure of R2.
  if (remotes.length > 0) {
    await savePictures(env.DB, { pictures, remotes }, { now, settleSeconds: config.settleSeconds });
  }
  for (const each of done) if (each.status === 'rejected') throw each.reason;
  return large;
}

async function fetchOne(
  env: PictureEnv,
  url: string,
  options: ImportOptions & { signal: AbortSignal; maxBytes?: number },
): Promise<PictureRow | PictureRefusal> {
  const { config, fetcher, maxBytes, signal } = options;
  const fetched = await fetchPicture(url, {
    localHosts: config.localPictureHosts,
    siteUrl: config.siteUrl,
    signal,
    ...(fetcher ? { fetcher } : {}),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
  if (!fetched.ok) return fetched.error;
  const made = await makePicture(env, fetched.value.bytes, options.now);
  return made.ok ? made.value : made.error;
}

function rowAfter(item: Wanted, made: PictureRow | PictureRefusal, now: number): RemotePictureRow {
  const { id, url, before } = item;
  // Our own lack of time is no try of the host's.
  const tried = isRefusal(made) && made.reason === 'out_of_time' ? 0 : 1;
  // A refusal asked about again a day later starts anew.
  const attempts = tried + (before?.state === 'wanted' ? before.attempts : 0);
  const common = { id, url, attempts, updated_at: now };
  if (!isRefusal(made)) return { ...common, state: 'stored', sha256: made.sha256, reason: null };
  const over = made.again === 'never' || attempts > PICTURE_RETRY_SECONDS.length;
  return { ...common, state: over ? 'refused' : 'wanted', sha256: null, reason: made.reason };
}

/** What is still to be done for an article's pictures. */
interface PicturesDue {
  /** Addresses to give to `importPictures` now. */
  due: string[];
  /** Milliseconds until the next one is due; undefined when none is waited for. */
  nextInMs: number | undefined;
  /** SHA-256 of pictures to give to `completeVariants`. */
  pending: string[];
  /** What is had, and since when (milliseconds). */
  stored: { sha256: string; at: number }[];
}

/** Looks up an article's picture addresses, at most PICTURES_MAX_PER_ARTICLE. */
export async function retryDue(
  env: Pick<PictureEnv, 'DB'>,
  { urls, now }: { urls: readonly string[]; now: number },
): Promise<PicturesDue> {
  const ids = await Promise.all(
    [...new Set(urls)].slice(0, PICTURES_MAX_PER_ARTICLE).map((url) => sha256(url)),
  );
  const out: PicturesDue = { due: [], nextInMs: undefined, pending: [], stored: [] };
  for (const row of await listRemotePictures(env.DB, ids)) {
    if (row.sha256 !== null) out.stored.push({ sha256: row.sha256, at: row.updated_at });
    if (row.state !== 'wanted') continue;
    const wait = waitOf(row, now);
    if (wait === 0) out.due.push(row.url);
    else if (wait !== undefined) out.nextInMs = Math.min(out.nextInMs ?? wait, wait);
  }
  if (out.stored.length === 0) return out;
  const pictures = await listPictures(env.DB, [...new Set(out.stored.map(({ sha256 }) => sha256))]);
  out.pending = pictures.filter((row) => row.variants_at === null).map((row) => row.sha256);
  return out;
}

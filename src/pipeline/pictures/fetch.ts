import { fail, type Result } from '../../lib/result.ts';
import { PICTURE_MAX_BYTES } from '../../limits.ts';
import { type Fetched, fetchRemote, type RemoteOptions } from '../remote/fetch.ts';
import { type PictureRefusal, refusal } from './refusal.ts';

export interface FetchOptions extends Omit<RemoteOptions, 'accept' | 'userAgent' | 'maxBytes'> {
  maxBytes?: number;
  /** Our site's address, for hosts that wonder who asks. */
  siteUrl?: string;
}

/** Fetches a picture's bytes. Never throws; a refusal's `again` says whether trying again may help. */
export async function fetchPicture(
  url: string,
  options: FetchOptions,
): Promise<Result<Fetched, PictureRefusal>> {
  const { siteUrl, ...rest } = options;
  const fetched = await fetchRemote(url, {
    maxBytes: PICTURE_MAX_BYTES,
    ...rest,
    accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif;q=0.9',
    userAgent: `Dragoman picture import${siteUrl ? ` (+${siteUrl})` : ''}`,
  });
  return fetched.ok ? fetched : fail(refusal(fetched.error));
}

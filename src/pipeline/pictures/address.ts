import { fail, type Result } from '../../lib/result.ts';
import { checkAddress as checkRemote } from '../remote/address.ts';
import { type PictureRefusal, refusal } from './refusal.ts';

/** `checkAddress` of what is remote, with a picture's sentences. */
export function checkAddress(
  written: string,
  localHosts: readonly string[],
  base?: string,
): Result<URL, PictureRefusal> {
  const checked = checkRemote(written, localHosts, base);
  return checked.ok ? checked : fail(refusal(checked.error));
}

/**
 * Pictures for an export: the original bytes where the site's own storage can be reached, since only they make
 * the same picture again; otherwise the largest that readers get.
 */
import { createHash } from 'node:crypto';
import type { OpenSite } from '../backup/open.ts';

export interface FoundFile {
  name: string;
  bytes: Uint8Array;
  from: 'original' | 'page';
}

export type FindPicture = (sha256: string) => Promise<FoundFile | undefined>;

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
};

/** `site` is where the originals are; without it they are fetched as readers see them, from `url`. */
export const pictureFinder =
  (url: string, site: OpenSite | undefined): FindPicture =>
  async (sha256) => {
    const original = await site?.env.PICTURES.get(`originals/${sha256}`);
    if (original) {
      const bytes = new Uint8Array(await original.arrayBuffer());
      // A folder of state that belongs to another site would give nothing, a damaged one something else.
      if (createHash('sha256').update(bytes).digest('hex') === sha256) {
        const ending = endings[original.httpMetadata?.contentType ?? ''] ?? 'bin';
        return { name: `${sha256}.${ending}`, bytes, from: 'original' };
      }
    }
    const response = await fetch(`${url}/images/${sha256}/1600.jpeg`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const ending = endings[response.headers.get('content-type') ?? ''];
    return response.ok && ending ? { name: `${sha256}.${ending}`, bytes, from: 'page' } : undefined;
  };

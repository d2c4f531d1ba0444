/** Takes the built Worker apart by esbuild's own account of it: how much of each file came from which package or room. */

import type { Built } from '../../src/cli/build.ts';
import { gzipBytes, loadedFiles, nameOf } from '../bench/bundle.ts';

/** `npm:hono`, `src/desk`, or `src` for what stands in no room. */
export function partOf(source: string): string {
  const inside = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1];
  if (inside !== undefined) return `npm:${inside}`;
  const room = /(?:^|\/)src\/(?:([^/]+)\/.+|[^/]+)$/.exec(source)?.[1];
  return room === undefined ? 'src' : `src/${room}`;
}

export interface Weight {
  name: string;
  /** Minified. */
  bytes: number;
  /** Of each file's gzip, the share that the part has of its bytes. */
  gzip: number;
  /** As much of `gzip` as a location loads to answer a reader. */
  reader: number;
}

/** The heaviest first. What the bundler wrote itself counts for none. */
export function weighParts(built: Built): Weight[] {
  const forReaders = loadedFiles(built);
  const parts = new Map<string, Weight>();
  for (const [path, { bytes: whole, inputs }] of Object.entries(built.metafile.outputs)) {
    const file = nameOf(path);
    const packed = gzipBytes([built.files.get(file) ?? '']);
    for (const [source, { bytesInOutput }] of Object.entries(inputs)) {
      const name = partOf(source);
      const part = parts.get(name) ?? { name, bytes: 0, gzip: 0, reader: 0 };
      parts.set(name, part);
      const gzip = whole === 0 ? 0 : (bytesInOutput / whole) * packed;
      part.bytes += bytesInOutput;
      part.gzip += gzip;
      if (forReaders.has(file)) part.reader += gzip;
    }
  }
  return [...parts.values()]
    .map((part) => ({ ...part, gzip: Math.round(part.gzip), reader: Math.round(part.reader) }))
    .sort((a, b) => b.gzip - a.gzip);
}

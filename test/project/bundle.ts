/**
 * `npm run bundle`: what the Worker weighs, by package and by room, one JSON object a line. `reader` is what a
 * location loads to answer a reader; the rest is loaded when somebody needs it.
 */
import { buildWorker } from '../../src/cli/build.ts';
import { gzipBytes, loadedFiles } from '../bench/bundle.ts';
import { weighParts } from './bundle-parts.ts';

/** What a cold start costs a reader grows with it. */
const AIM_GZIP_BYTES = 250_000;

const built = await buildWorker('src/index.ts', 'split');
for (const part of weighParts(built)) console.log(JSON.stringify(part));
const gzip = gzipBytes([...built.files.values()]);
const reader = gzipBytes([...loadedFiles(built)].map((name) => built.files.get(name) ?? ''));
console.log(JSON.stringify({ name: 'total', gzip, reader, aim: AIM_GZIP_BYTES }));

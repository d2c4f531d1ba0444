/**
 * `npm run bundle`: what the Worker weighs, by package and by room, one JSON object a line. `reader` is what a
 * location loads to answer a reader; the rest is loaded when somebody needs it.
 */
import { buildWorker } from '../../src/cli/build.ts';
import { weigh } from '../bench/bundle.ts';
import { weighParts } from './bundle-parts.ts';

/** For what is loaded at once, which a cold start waits for. */
const AIM_GZIP_BYTES = 250_000;

const built = await buildWorker('src/index.ts', 'split');
for (const part of weighParts(built)) console.log(JSON.stringify(part));
console.log(JSON.stringify({ name: 'total', ...(await weigh()), aim: AIM_GZIP_BYTES }));

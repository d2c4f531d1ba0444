import { STAND_IN_MAX_BYTES } from '../limits.ts';
import { createStandIn } from './stand-in.ts';

/**
 * The cache of the local site. It is the one piece of module-level state in the Worker, on purpose: a cache lives
 * between requests, and locally nothing stands before the Worker that could hold it. Production never loads it
 * with an entry, since `EDGE_CACHE` is "workers" there.
 */
export const localCache = createStandIn({ now: Date.now, maxBytes: STAND_IN_MAX_BYTES });

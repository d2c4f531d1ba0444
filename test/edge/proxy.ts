/**
 * The stand-in in front of any origin, in workerd, for suites of others such as http-cache-tests of npm: there
 * `npm run server`; here `ORIGIN=http://127.0.0.1:8000 PORT=8001 node test/edge/proxy.ts`; and then there
 * `npm run cli --base=http://127.0.0.1:8001`, of which suite.ts tells what to expect. Ctrl-C stops it.
 */
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { z } from 'zod';
import { buildWorker } from '../../src/cli/build.ts';

const asked = z.object({ ORIGIN: z.url({ protocol: /^https?$/ }), PORT: z.coerce.number().int().default(0) });
const { success, data, error } = asked.safeParse(process.env);
if (!success) {
  console.error(
    `Set ORIGIN to the address that stands behind the cache (${error.issues[0]?.path}: ${error.issues[0]?.message}).`,
  );
  process.exit(1);
}
const built = await buildWorker('test/edge/proxy-worker.ts', 'single');
const mf = new Miniflare(
  convertV4MiniflareOptions({
    compatibilityDate: '2026-11-01',
    modules: true,
    script: built.files.get('index.js') ?? '',
    // Not Miniflare's own door, which packs what it hands on: a suite must see the stand-in's own fields.
    unsafeDirectSockets: [{ host: '127.0.0.1', port: data.PORT }],
    bindings: { ORIGIN: data.ORIGIN },
  }),
);
console.log(`${(await mf.unsafeGetDirectURL()).origin} asks ${data.ORIGIN}`);
process.once('SIGINT', () => void mf.dispose());

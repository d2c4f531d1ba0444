/**
 * Before each file: nothing is stored anywhere, and both databases stand as the migrations leave them. The files run
 * in the same workerd, which has the modules already; what a module keeps between requests is one cache.
 */
import { applyD1Migrations, reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { localCache } from '../src/edge/local.ts';

await reset();
await localCache.purge({ everything: true });
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS.main);
await applyD1Migrations(env.SEARCH, env.TEST_MIGRATIONS.search);

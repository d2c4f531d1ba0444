import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

await applyD1Migrations(env.DB, env.TEST_MIGRATIONS.main);
await applyD1Migrations(env.SEARCH, env.TEST_MIGRATIONS.search);

import { globSync } from 'node:fs';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

const vars = {
  SITE_URL: 'http://dragoman.test',
  EDGE_CACHE: 'stand-in',
  SETTLE_SECONDS: '2',
  LOCAL_PICTURE_HOSTS: 'pictures.test:8080',
};

/** Everything that runs in the Worker is tested in workerd, on real D1, R2 and queues. */
const inWorkerd = () =>
  cloudflareTest(async () => ({
    main: './src/index.ts',
    wrangler: { configPath: './wrangler.toml' },
    miniflare: {
      // No test of the Worker reaches the network; what a picture's host answers is injected.
      outboundService: () => new Response('No network in tests', { status: 503 }),
      // The real queue would deliver a second later, into whatever test runs then: tests drive the consumer.
      queueConsumers: { 'dragoman-work': { maxBatchTimeout: 60, maxBatchSize: 100 } },
      bindings: {
        ...vars,
        TEST_MIGRATIONS: {
          main: await readD1Migrations('migrations/main'),
          search: await readD1Migrations('migrations/search'),
        },
      },
    },
  }));

const elsewhere = ['test/**/*.node.test.ts', 'test/browser/**', 'node_modules/**'];
/** Of these rooms, the few that need a binding. */
const impure = [
  'test/lib/log.test.ts',
  'test/pipeline/blocking-first.test.ts',
  'test/pipeline/pictures/**',
  'test/pipeline/text/bigrams.test.ts',
];
/** Tests of pure functions: they store nothing, and leave nothing to be done behind them. */
const pure = globSync('test/{lib,i18n,pipeline}/**/*.test.{ts,tsx}', { exclude: [...elsewhere, ...impure] });
/** On a busy machine a thousand generated cases, or the first request of a file, take more than Vitest's 5 s. */
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [inWorkerd()],
        test: {
          name: 'pure',
          include: pure,
          // A workerd for each file takes longer than its tests do.
          isolate: false,
          setupFiles: ['test/count-cases.ts'],
          ...timeouts,
        },
      },
      {
        // A workerd each, with databases of its own: what a request leaves to do goes on behind its test.
        plugins: [inWorkerd()],
        test: {
          name: 'workerd',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...elsewhere, ...pure],
          setupFiles: ['test/setup.ts', 'test/count-cases.ts'],
          ...timeouts,
        },
      },
      {
        // What needs processes, files or a browser runs in Node.
        test: {
          name: 'node',
          include: ['test/**/*.node.test.ts'],
          setupFiles: ['test/count-cases.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

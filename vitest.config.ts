import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

const vars = {
  SITE_URL: 'http://dragoman.test',
  EDGE_CACHE: 'stand-in',
  SETTLE_SECONDS: '2',
  LOCAL_PICTURE_HOSTS: 'pictures.test:8080',
};

export default defineConfig({
  test: {
    projects: [
      {
        // Everything that runs in the Worker is tested in workerd, on real D1, R2 and queues.
        plugins: [
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
          })),
        ],
        test: {
          name: 'workerd',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/**/*.node.test.ts', 'test/browser/**', 'node_modules/**'],
          // The files share a workerd, where a new one each took as long as the tests; test/setup.ts empties it between them.
          isolate: false,
          setupFiles: ['test/setup.ts', 'test/count-cases.ts'],
          // On a busy machine a thousand generated cases, or the first request of a file, take more than Vitest's 5 s.
          testTimeout: 60_000,
          hookTimeout: 60_000,
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

import { exports } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { api } from '../../src/intake/api/routes.ts';

/** `POST /articles/{id}/approve` for every handler that answers, in the document's spelling. */
const served = [
  ...new Set(
    api.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`),
  ),
]
  .filter((route) => route !== 'GET /openapi.json')
  .toSorted();

it('describes every route that is served, and no other', async () => {
  const answer = await exports.default.fetch('http://dragoman.test/api/v1/openapi.json');
  expect(answer.status).toBe(200);
  const document = await answer.json<{
    openapi: string;
    paths: Record<string, object>;
    components: unknown;
  }>();
  expect(document.openapi).toBe('3.1.0');
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.toSorted()).toEqual(served);
});

it('names only schemas that stand in it', async () => {
  const answer = await exports.default.fetch('http://dragoman.test/api/v1/openapi.json');
  const text = await answer.text();
  const { components } = JSON.parse(text) as { components: { schemas: Record<string, unknown> } };
  const named = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((found) => found[1] ?? '');
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !(name in components.schemas))).toEqual([]);
});

/**
 * Bodies that no client of ours sends, against the whole Worker: the examples of the API's description with a few
 * things wrong, so that what lies behind the first check is reached, and nonsense.
 */
import fc from 'fast-check';
import { beforeAll, describe, it, vi } from 'vitest';
import { operations } from '../../src/intake/api/describe/operations.ts';
import { ids } from '../reader/newsroom.ts';
import { fieldName, fieldValue, markdown, marker, RUN_MAX_MS, seed, Tally, text, value } from './clean.ts';
import { ask, makeWorld, mintToken } from './world.ts';

beforeAll(async () => {
  // Refusals at the door are logged for the operator, one a request.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await makeWorld();
});

type Fields = Record<string, unknown>;

/** An example with a few fields put, replaced or taken away; now and then none. */
const bend = (example: Fields): fc.Arbitrary<Fields> =>
  fc
    .tuple(
      fc.dictionary(fieldName, value, { maxKeys: 2 }),
      fc.array(fc.constantFrom(...Object.keys(example), 'none'), { maxLength: 1 }),
      'markdown' in example ? markdown : fc.constant(undefined),
    )
    .map(([put, taken, own]) => {
      const bent = Object.entries({ ...example, ...(own === undefined ? {} : { markdown: own }), ...put });
      return Object.fromEntries(bent.filter(([name]) => !taken.includes(name)));
    });

const article = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(ids.draftEn, ids.ferryEn, ids.eelEn) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.uuid(),
      text.map((each) => encodeURIComponent(each.toWellFormed())),
    ),
  },
);
const writing = operations.filter(({ body }) => body !== undefined);

describe('what the API is sent', { meta: { fuzz: 'API bodies' } }, () => {
  it(
    'as JSON is answered',
    async () => {
      const call = fc
        .constantFrom(...writing)
        .chain(({ path, example }) =>
          fc.record({ at: article.map((id) => path.replace('{id}', id)), body: bend(example.body ?? {}) }),
        );
      const nonsense = fc.record({
        at: fc.constantFrom('/submissions', '/checks', '/claims'),
        body: fc.oneof(fc.dictionary(fieldName, value), fc.jsonValue()),
      });
      const broken = fc.constantFrom(
        ...[
          '',
          '{',
          '[[[[',
          '{"lang":"\\ud800"}',
          '\ufeff{}',
          '{"__proto__":{"x":1}}',
          '{"a":1e9999}',
          'null',
        ],
        ...[`${'['.repeat(5_000)}${']'.repeat(5_000)}`, `"${marker}"`],
      );
      const sent = fc.oneof(
        { weight: 8, arbitrary: call.map(({ at, body }) => ({ at, json: JSON.stringify(body) })) },
        { weight: 2, arbitrary: nonsense.map(({ at, body }) => ({ at, json: JSON.stringify(body) })) },
        { weight: 1, arbitrary: fc.record({ at: fc.constantFrom('/submissions', '/checks'), json: broken }) },
      );
      const token = await mintToken('admin', 'Fuzz of JSON');
      const tally = new Tally();
      await fc.assert(
        fc.asyncProperty(sent, fc.option(fieldValue), async ({ at, json }, key) => {
          const headers: Record<string, string> = {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            ...(key === null ? {} : { 'idempotency-key': key }),
          };
          await tally.take(
            [at, json],
            json.length,
            await ask(`/api/v1${at}`, { method: 'POST', headers, body: json }),
          );
        }),
        { seed, numRuns: 500 },
      );
      tally.expectReached(200, 201, 202, 400, 404, 409, 422);
    },
    RUN_MAX_MS,
  );

  it(
    'in the Model Context Protocol is answered',
    async () => {
      const call = fc.constantFrom(...operations).chain(({ id, example }) =>
        fc.record({
          name: fc.oneof({ weight: 9, arbitrary: fc.constant(id) }, text),
          arguments: fc.oneof(
            {
              weight: 9,
              arbitrary: fc
                .tuple(article, bend({ ...example.body, ...example.query }))
                .map(([one, bent]) => ({ id: one, ...bent })),
            },
            fc.jsonValue(),
          ),
        }),
      );
      const message = fc.record({
        jsonrpc: fc.oneof({ weight: 19, arbitrary: fc.constant('2.0') }, fc.constantFrom('1.0', 2)),
        id: fc.oneof({ weight: 9, arbitrary: fc.integer() }, text, fc.jsonValue()),
        method: fc.oneof(
          { weight: 12, arbitrary: fc.constant('tools/call') },
          { weight: 2, arbitrary: fc.constantFrom('tools/list', 'initialize', 'server/discover', 'ping') },
          { weight: 1, arbitrary: text },
        ),
        params: fc.oneof({ weight: 9, arbitrary: call }, fc.jsonValue()),
      });
      const version = fc.oneof(
        { weight: 9, arbitrary: fc.constant('2025-11-25') },
        fieldValue,
        fc.constant('2026-07-28'),
      );
      const token = await mintToken('admin', 'Fuzz of MCP');
      const tally = new Tally();
      await fc.assert(
        fc.asyncProperty(
          fc.oneof({ weight: 19, arbitrary: message }, fc.jsonValue()),
          version,
          async (sent, revision) => {
            const headers = {
              authorization: `Bearer ${token}`,
              'content-type': 'application/json',
              'mcp-protocol-version': revision,
            };
            const body = JSON.stringify(sent);
            await tally.take(
              [sent, revision],
              body.length,
              await ask('/api/v1/mcp', { method: 'POST', headers, body }),
            );
          },
        ),
        { seed, numRuns: 500 },
      );
      tally.expectReached(200, 400);
    },
    RUN_MAX_MS,
  );
});

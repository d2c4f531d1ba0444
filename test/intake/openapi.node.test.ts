/** The API's description by other people's rules: OpenAPI 3.1, and zod's own JSON Schema of the same schemas. */
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { parse } from 'smol-toml';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { openApiDocument } from '../../src/intake/api/describe/document.ts';
import { type JsonSchema, jsonSchema } from '../../src/intake/api/describe/json-schema.ts';
import { operations } from '../../src/intake/api/describe/operations.ts';
import { said } from '../../src/intake/values.ts';
import { API_CALLS_MAX, API_CALLS_SECONDS } from '../../src/limits.ts';

it('is valid OpenAPI 3.1, with every reference answered', async () => {
  const validator = new Validator();
  const document = structuredClone(openApiDocument('https://news.example.org'));
  const { valid, errors } = await validator.validate(document);
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.1');
  const components = document.components as { schemas: object };
  const named = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name,
  );
  expect(new Set(named)).toEqual(new Set(Object.keys(components.schemas)));
});

it('says the quota that wrangler.toml sets', () => {
  const { ratelimits } = parse(readFileSync('wrangler.toml', 'utf8'));
  expect(ratelimits).toContainEqual(
    expect.objectContaining({
      name: 'DOOR_LIMIT',
      simple: { limit: API_CALLS_MAX, period: API_CALLS_SECONDS },
    }),
  );
});

const schemas = operations.flatMap(({ id, query, body, answer }) =>
  [query, body, answer]
    .filter((schema) => schema !== undefined)
    .map((schema, n): [string, z.ZodMiniType] => [`${id} ${n}`, schema()]),
);

const unsaid = ['$schema', '$defs', 'id', 'propertyNames', 'minLength', 'pattern'];

/** A schema without the keywords that zod writes and we leave to our own errors. */
function bare(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(bare);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([name, value]) =>
      !unsaid.includes(name) &&
      Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER &&
      !(name === 'additionalProperties' && value === false),
  );
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name === 'properties' ? eachBare(value) : bare(value)]),
  );
}

/** Names of fields are no keywords. */
const eachBare = (schemas: object): object =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema)]));

it.each(schemas)('describes %s as zod does', (_, schema) => {
  const components: Record<string, JsonSchema> = {};
  const root = jsonSchema(schema, components);
  const { $defs, ...theirs } = z.toJSONSchema(schema, { metadata: said, io: 'input', reused: 'inline' });
  const ours = JSON.stringify([bare(root), eachBare(components)]);
  expect(JSON.parse(ours.replaceAll('#/components/schemas/', '#/$defs/'))).toEqual([
    bare(theirs),
    eachBare($defs ?? {}),
  ]);
});

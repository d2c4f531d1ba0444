/** The API's description, OpenAPI 3.1, made of the table of operations and the schemas that parse requests. */
import * as z from 'zod/mini';
import { once } from '../../../lib/once.ts';
import { IDEMPOTENCY_KEY_MAX_CHARS } from '../../../limits.ts';
import { said } from '../../values.ts';
import { type JsonSchema, jsonSchema } from './json-schema.ts';
import { id, type Operation } from './operation.ts';
import { operations } from './operations.ts';

const refusals = {
  400: 'The body cannot be read',
  401: 'No token, or one that is unknown, expired or revoked',
  403: 'The token’s role does not allow this',
  404: 'No such thing that the token may see',
  409: 'The state of things does not allow this',
  413: 'The body is too large',
  415: 'The body is of another type',
  422: 'A field is not usable; `errors` names it and the remedy',
  429: 'Too many requests; `Retry-After` says when to go on',
};

const problem = once(() =>
  z
    .object({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      detail: z.string(),
      errors: z.optional(z.array(z.object({ field: z.string(), message: z.string() }))),
    })
    .register(said, { id: 'Problem', description: 'RFC 9457' }),
);

type Components = Record<string, JsonSchema>;

function parametersOf({ path, query, takes, example }: Operation, components: Components): JsonSchema[] {
  const inPath = path.includes('{id}')
    ? [{ name: 'id', in: 'path', required: true, schema: jsonSchema(id()) }]
    : [];
  const inQuery = Object.entries(query?.().def.shape ?? {}).map(([name, one]) => {
    const value = example.query?.[name];
    const schema = jsonSchema(one, components);
    return {
      name,
      in: 'query',
      schema,
      ...(value === undefined ? {} : { example: schema.type === 'integer' ? Number(value) : value }),
    };
  });
  const inHeader = takes?.includes('key')
    ? [
        {
          name: 'Idempotency-Key',
          in: 'header',
          description:
            'A text that names this content: the same key with the same content gives what came of the first back, with another content it is refused.',
          schema: { type: 'string', maxLength: IDEMPOTENCY_KEY_MAX_CHARS },
        },
      ]
    : [];
  return [...inPath, ...inQuery, ...inHeader];
}

function bodyOf({ body, takes, example }: Operation, components: Components): JsonSchema | undefined {
  if (!body) return undefined;
  const schema = jsonSchema(body(), components);
  const properties = { ...Object(schema.properties), header_image: {} };
  return {
    required: 'required' in schema,
    content: {
      'application/json': { schema, example: example.body },
      // OpenAPI 3.1: a file in a form is an empty schema.
      ...(takes?.includes('picture') ? { 'multipart/form-data': { schema: { ...schema, properties } } } : {}),
    },
  };
}

function answersOf(operation: Operation, components: Components): JsonSchema {
  const { body, query, answer, status, example } = operation;
  const known = [
    401,
    429,
    ...(operation.refusals ?? []),
    ...(body ? [400, 413, 415, 422] : query ? [422] : []),
  ] as const;
  const content = { 'application/problem+json': { schema: jsonSchema(problem(), components) } };
  const done = answer && {
    content: {
      'application/json': { schema: jsonSchema(answer(), components), example: example.answer },
    },
  };
  const later = { description: 'Kept; it will be processed', ...done };
  return {
    [status]: status === 202 ? later : { description: 'Done', ...done },
    ...(operation.mayGoOn && { 202: later }),
    ...Object.fromEntries(
      known.map((each) => [each, { description: refusals[each as keyof typeof refusals], content }]),
    ),
  };
}

const described = once(() => {
  const components: Components = {};
  const paths: Record<string, JsonSchema> = {};
  for (const operation of operations) {
    const { id, method, path, role, summary } = operation;
    const requestBody = bodyOf(operation, components);
    paths[path] = {
      ...paths[path],
      [method]: {
        operationId: id,
        summary,
        // The least role: OpenAPI 3.1 lets a requirement of a bearer token name it.
        security: [{ token: [role] }],
        parameters: parametersOf(operation, components),
        ...(requestBody && { requestBody }),
        responses: answersOf(operation, components),
      },
    };
  }
  return { paths, schemas: components };
});

export function openApiDocument(siteUrl: string): JsonSchema {
  const { paths, schemas } = described();
  return {
    openapi: '3.1.0',
    info: { title: 'Dragoman', version: '1', description: 'Translations in, articles out.' },
    servers: [{ url: `${siteUrl}/api/v1` }],
    paths,
    components: { schemas, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}

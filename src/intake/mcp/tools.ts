/**
 * The API's calls as tools. A tool's arguments are the call's path, query and body; what they must be, who may
 * and how often is decided by the API itself, which gets the call with the same token.
 */
import { type Actor, may } from '../../auth/actor.ts';
import { isId } from '../../lib/ids.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type JsonSchema, jsonSchema } from '../api/describe/json-schema.ts';
import { id, type Operation } from '../api/describe/operation.ts';
import { operations } from '../api/describe/operations.ts';

/** The tools of a role, always in the same order, so that clients may keep the list. */
export const toolsOf = (actor: Actor): JsonSchema[] =>
  operations.filter(({ role }) => may(actor, role, actor.lang)).map(toolOf);

export const findTool = (name: unknown): Operation | undefined => operations.find((one) => one.id === name);

const needsId = ({ path }: Operation): boolean => path.includes('{id}');

function toolOf(operation: Operation): JsonSchema {
  const { query, body, effect } = operation;
  const parts = [query, body].filter((schema) => schema !== undefined).map((schema) => jsonSchema(schema()));
  return {
    name: operation.id,
    description: operation.summary,
    inputSchema: {
      type: 'object',
      properties: Object.assign(
        needsId(operation) ? { id: jsonSchema(id()) } : {},
        ...parts.map((one) => one.properties),
      ),
      required: [...(needsId(operation) ? ['id'] : []), ...parts.flatMap((one) => one.required ?? [])],
      additionalProperties: false,
    },
    annotations: {
      readOnlyHint: effect === 'reads',
      destructiveHint: effect === 'out',
      openWorldHint: false,
    },
  };
}

/** The API's own request behind a tool's call; `base` is the API's address. An error says which argument to mend. */
export function requestOf(
  operation: Operation,
  args: Readonly<Record<string, unknown>>,
  to: { base: string; authorization: string },
): Result<Request, string> {
  const rest = new Map(Object.entries(args).filter(([, value]) => value !== null));
  let { path } = operation;
  if (needsId(operation)) {
    const given = rest.get('id');
    // Nothing but an id may become a part of the path.
    if (typeof given !== 'string' || !isId(given))
      return fail('id: Give an id as the lists and answers show it.');
    path = path.replace('{id}', given);
    rest.delete('id');
  }
  const url = new URL(to.base + path);
  for (const name of Object.keys(operation.query?.().def.shape ?? {})) {
    if (rest.has(name)) url.searchParams.set(name, String(rest.get(name)));
    rest.delete(name);
  }
  const known = Object.keys(operation.body?.().def.shape ?? {});
  const stray = [...rest.keys()].filter((name) => !known.includes(name));
  if (stray.length > 0) return fail(`${operation.id} takes no ${stray.join(', ').slice(0, 200)}.`);
  const headers = new Headers({ Authorization: to.authorization });
  if (!operation.body) return ok(new Request(url, { method: operation.method.toUpperCase(), headers }));
  headers.set('Content-Type', 'application/json');
  const body = JSON.stringify(Object.fromEntries(rest));
  return ok(new Request(url, { method: operation.method.toUpperCase(), headers, body }));
}

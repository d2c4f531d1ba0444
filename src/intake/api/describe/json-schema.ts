/**
 * Our schemas as JSON Schema 2020-12: what a client may send, or will get. zod's own converter knows all of
 * zod and weighs 7 kB gzip in the Worker; this one knows the kinds that our schemas are made of, and a test
 * compares the two.
 */
import type * as z from 'zod/mini';
import { said } from '../../values.ts';

export type JsonSchema = Record<string, unknown>;

/** Schemas with an `id` stand once in `components` and are referred to; without components all stand in place. */
export function jsonSchema(schema: z.core.$ZodType, components?: Record<string, JsonSchema>): JsonSchema {
  const { id, ...more } = said.get(schema) ?? {};
  if (id !== undefined && components) {
    if (!(id in components)) {
      // Taken before it is made, in case it holds itself.
      components[id] = {};
      components[id] = { ...shapeOf(schema, components), ...more };
    }
    return { $ref: `#/components/schemas/${id}` };
  }
  return { ...shapeOf(schema, components), ...more };
}

const isOptional = (schema: z.core.$ZodType): boolean => schema._zod.optin === 'optional';

function shapeOf(schema: z.core.$ZodType, components?: Record<string, JsonSchema>): JsonSchema {
  // zod's own way for tools that walk schemas: this union is the one that discriminates.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const inner = (one: z.core.$ZodType): JsonSchema => jsonSchema(one, components);
  switch (def.type) {
    case 'object': {
      const fields = Object.entries(def.shape);
      const required = fields.filter(([, one]) => !isOptional(one)).map(([name]) => name);
      return {
        type: 'object',
        properties: Object.fromEntries(fields.map(([name, one]) => [name, inner(one)])),
        ...(required.length > 0 ? { required } : {}),
      };
    }
    case 'array':
      return { type: 'array', items: inner(def.element) };
    case 'record':
      return { type: 'object', additionalProperties: inner(def.valueType) };
    case 'enum':
      return { type: 'string', enum: Object.values(def.entries) };
    case 'union':
      return { anyOf: def.options.map(inner) };
    case 'nullable': {
      const one = inner(def.innerType);
      return { ...one, type: [one.type, 'null'] };
    }
    case 'optional':
      return inner(def.innerType);
    case 'pipe':
      // What goes in is described; a transform in front takes anything and says nothing.
      return inner(def.in._zod.def.type === 'transform' ? def.out : def.in);
    case 'number':
      return { type: 'format' in def ? 'integer' : 'number' };
    case 'string':
    case 'boolean':
      return { type: def.type };
    default:
      throw new Error(`Teach json-schema.ts the kind "${def.type}".`);
  }
}

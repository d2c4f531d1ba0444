/** JSON-RPC 2.0 as the Model Context Protocol narrows it: one message a request, an id that is a text or a number. */
import * as z from 'zod/mini';
import { once } from '../../lib/once.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { asObject } from '../body.ts';

export type Id = string | number;

export interface Call {
  /** Absent on a notification, which is not answered. */
  id?: Id;
  method: string;
  params: Record<string, unknown>;
}

export interface RpcError {
  code: number;
  message: string;
  data?: unknown;
}

/** Codes of JSON-RPC, and those that the protocol took from its reserved range. */
export const CODES = {
  parse: -32700,
  invalidRequest: -32600,
  noMethod: -32601,
  invalidParams: -32602,
  headerMismatch: -32020,
  unsupportedVersion: -32022,
} as const;

const id = once(() => z.union([z.string(), z.int()]));
const call = once(() =>
  z.object({
    jsonrpc: z.literal('2.0'),
    id: z.optional(id()),
    method: z.string(),
    params: z.optional(z.record(z.string(), z.unknown())),
  }),
);

export function parseCall(value: unknown): Result<Call, { id?: Id; error: RpcError }> {
  const read = call().safeParse(value);
  if (read.success) {
    const { method, params = {} } = read.data;
    return ok({ method, params, ...(read.data.id === undefined ? {} : { id: read.data.id }) });
  }
  const given = id().safeParse(asObject(value)?.id);
  return fail({
    ...(given.success ? { id: given.data } : {}),
    error: {
      code: CODES.invalidRequest,
      message: Array.isArray(value)
        ? 'Send one message a request: batches ended with revision 2025-06-18.'
        : 'Send a JSON-RPC 2.0 request: {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}.',
    },
  });
}

export type Outcome = { result: Record<string, unknown> } | { error: RpcError };

/** The one JSON object of an answer. An id that could not be read is left out. */
export const reply = (status: number, id: Id | undefined, outcome: Outcome): Response =>
  Response.json(
    { jsonrpc: '2.0', ...(id === undefined ? {} : { id }), ...outcome },
    { status, headers: { 'Cache-Control': 'private, no-store' } },
  );

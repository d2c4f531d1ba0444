/**
 * Which revision of the protocol a call speaks. Since 2026-07-28 each call says it itself, in `_meta` and again in
 * header fields that must agree, so that nothing between reads another call than we do; before, it was agreed on
 * by `initialize`, and a header field repeats it. Nothing is kept between two calls in either.
 */
import { fail, ok, type Result } from '../../lib/result.ts';
import { asObject } from '../body.ts';
import { type Call, CODES, type RpcError } from './rpc.ts';

const CURRENT = '2026-07-28';
/** Those that begin with `initialize`, newest first. */
export const INITIALIZED = ['2025-11-25', '2025-06-18'] as const;
export const REVISIONS = [CURRENT, ...INITIALIZED];

export type Era = 'current' | 'initialized';

const isInitialized = (revision: unknown): boolean => INITIALIZED.some((one) => one === revision);

export function revisionOf(headers: Headers, { method, params }: Call): Result<Era, RpcError> {
  if (method === 'initialize') return ok('initialized');
  const meta = asObject(params._meta) ?? {};
  const said = meta['io.modelcontextprotocol/protocolVersion'];
  const header = headers.get('MCP-Protocol-Version') ?? undefined;
  // A client of the older revisions may leave the header field out.
  if (said === undefined && (header === undefined || isInitialized(header))) return ok('initialized');
  if (said !== undefined && said !== header) return mismatch('MCP-Protocol-Version', header, said);
  if (isInitialized(said)) return ok('initialized');
  if (header !== CURRENT) {
    return fail({
      code: CODES.unsupportedVersion,
      message: `This server speaks ${REVISIONS.join(', ')}.`,
      data: { supported: REVISIONS, requested: header },
    });
  }
  if (said === undefined || !asObject(meta['io.modelcontextprotocol/clientCapabilities'])) {
    return fail({
      code: CODES.invalidParams,
      message:
        'Send io.modelcontextprotocol/protocolVersion and io.modelcontextprotocol/clientCapabilities in params._meta.',
    });
  }
  const named = headers.get('Mcp-Method') ?? undefined;
  if (named !== method) return mismatch('Mcp-Method', named, method);
  const name = decoded(headers.get('Mcp-Name') ?? undefined);
  if (method === 'tools/call' && name !== params.name) return mismatch('Mcp-Name', name, params.name);
  return ok('current');
}

const mismatch = (field: string, header: unknown, body: unknown): { ok: false; error: RpcError } =>
  fail({
    code: CODES.headerMismatch,
    message: `The header field ${field} ${header === undefined ? 'is missing' : `says "${header}"`}; the body says "${String(body).slice(0, 100)}".`,
  });

/** What no header field can hold comes in base64 of its UTF-8. */
function decoded(value: string | undefined): string | undefined {
  const base64 = /^=\?base64\?([A-Za-z0-9+/]*={0,2})\?=$/.exec(value ?? '')?.[1];
  if (base64 === undefined) return value;
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  } catch {
    return value;
  }
}

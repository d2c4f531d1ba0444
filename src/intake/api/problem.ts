/** Errors of the API: RFC 9457, one shape everywhere, `errors[]` naming fields. */
import type { RefusalReason } from '../../publish/change.ts';

interface NamedError {
  field: string;
  message: string;
}

export interface Problem {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  detail: string;
  errors?: NamedError[];
  headers?: Record<string, string>;
  /** The last part of `type`; the status says enough where it is left out. */
  type?: string;
}

const titles: Record<Problem['status'], string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Service unavailable',
};

export function problem({ status, detail, errors, headers, type }: Problem): Response {
  const body = {
    type: type ? `urn:dragoman:problem:${type}` : 'about:blank',
    title: titles[status],
    status,
    detail,
    ...(errors ? { errors } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'private, no-store',
      ...headers,
    },
  });
}

export const notFound = (what: string): Response =>
  problem({ status: 404, detail: `There is no ${what} with this id that you may see.` });

export const forbidden = (what: string): Response =>
  problem({
    status: 403,
    detail: `Your role does not allow you to ${what}. Ask an admin for a role that does.`,
  });

/** The one place where reasons become statuses. */
export function statusOf(reason: RefusalReason): Problem['status'] {
  switch (reason) {
    case 'not_found':
      return 404;
    case 'not_allowed':
    case 'own_work':
      return 403;
    case 'wrong_state':
    case 'blocked':
    case 'not_approved':
    case 'changed_meanwhile':
      return 409;
    case 'bad_input':
      return 422;
  }
}

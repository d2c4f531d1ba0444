/** Every call of the API. The routes, the description and the MCP tools agree on this table: tests compare them. */
import { articleOperations } from './articles.ts';
import { checkOperations } from './checks.ts';
import { claimOperations } from './claims.ts';
import { decisionOperations } from './decisions.ts';
import { movingOperations } from './moving.ts';
import type { Operation } from './operation.ts';
import { purgeOperations } from './purges.ts';
import { submissionOperations } from './submissions.ts';

export const operations: readonly Operation[] = [
  ...submissionOperations,
  ...checkOperations,
  ...articleOperations,
  ...purgeOperations,
  ...decisionOperations,
  ...movingOperations,
  ...claimOperations,
];

const own: readonly Pick<Operation, 'method' | 'path'>[] = [{ method: 'get', path: '/openapi.json' }];

/** What a path below `/api/v1` may be asked with, as `Allow` lists it; nothing where there is no such path. */
export function methodsAt(path: string): string[] {
  const parts = path.split('/');
  const isAt = (pattern: string[]): boolean =>
    pattern.length === parts.length &&
    pattern.every((part, n) => part === parts[n] || (part === '{id}' && parts[n] !== ''));
  const methods = [...operations, ...own]
    .filter((one) => isAt(one.path.split('/')))
    .map(({ method }) => method.toUpperCase());
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))];
}

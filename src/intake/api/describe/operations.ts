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

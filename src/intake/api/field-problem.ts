/** Field errors as a problem, in English: apart from the others, since a reader's page needs no messages. */
import { inEnglish } from '../../i18n/told/tell.ts';
import type { FieldError } from '../fields.ts';
import { problem } from './problem.ts';

/** One sentence over a list of field errors. */
export function fieldProblem(found: readonly FieldError[], status: 400 | 413 | 415 | 422 = 422): Response {
  const errors = found.map(({ field, told, message }) => ({
    field,
    message: told ? inEnglish(told) : message,
  }));
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join(' ');
  return problem({ status, type: 'fields', detail, errors });
}

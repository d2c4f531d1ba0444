/**
 * A newsroom's glossary for one pair of languages, and what may go wrong when one is read. The formats
 * around it (CSV, TBX) are read strictly and within bounds, and written so that reading gives the same back.
 */
import { GLOSSARY_MAX_TERMS } from '../../limits.ts';
import type { GlossaryTerm } from '../checks/check.ts';

export interface GlossaryEntry extends GlossaryTerm {
  note: string;
}

/** Why a file is no glossary; `line` counts from 1 where it is known. */
export interface GlossaryProblem {
  reason: 'too_large' | 'too_many' | 'syntax' | 'no_terms' | 'columns';
  detail: string;
  line?: number;
}

export const problem = (reason: GlossaryProblem['reason'], detail: string, line?: number): GlossaryProblem =>
  line === undefined ? { reason, detail } : { reason, detail, line };

export const tooLarge = (maxBytes: number): GlossaryProblem =>
  problem('too_large', `The file is larger than ${Math.round(maxBytes / 1024)} KB.`);
export const tooMany = (): GlossaryProblem => problem('too_many', `More than ${GLOSSARY_MAX_TERMS} terms.`);

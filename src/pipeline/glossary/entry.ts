/**
 * A newsroom's glossary for one pair of languages, and what may go wrong when one is read. The formats
 * around it (CSV, TBX) are read strictly and within bounds, and written so that reading gives the same back.
 */
import { type Told, tell } from '../../i18n/told/tell.ts';
import { GLOSSARY_MAX_TERMS } from '../../limits.ts';
import type { GlossaryTerm } from '../checks/check.ts';

export interface GlossaryEntry extends GlossaryTerm {
  note: string;
}

/** Why a file is no glossary; `line` counts from 1 where it is known. */
export interface GlossaryProblem {
  reason: 'too_large' | 'too_many' | 'syntax' | 'no_terms' | 'columns';
  told: Told;
  line?: number;
}

export const problem = (reason: GlossaryProblem['reason'], told: Told, line?: number): GlossaryProblem =>
  line === undefined ? { reason, told } : { reason, told, line };

export const tooLarge = (maxBytes: number): GlossaryProblem =>
  problem('too_large', tell('glossary-too-large', { max: `${Math.round(maxBytes / 1024)} KB` }));
export const tooMany = (): GlossaryProblem =>
  problem('too_many', tell('glossary-too-many', { max: GLOSSARY_MAX_TERMS }));

/**
 * What other rooms may ask of the pipeline: to look at a text without storing anything, to make a slug, and to take a
 * picture at the door. Everything else goes through the queue. What needs the parsers comes when it is first asked for:
 * most pages of the desk are answered without them, by a program of half the size.
 */
import type { lookAtSubmission as LookAt, pairSegments as Pairs } from './look.ts';

export { parseGlossaryCsv, printGlossaryCsv } from './glossary/csv.ts';
export { replaceWord, unwantedIn } from './glossary/replace.ts';
export { parseGlossaryTbx, printGlossaryTbx } from './glossary/tbx.ts';
export type { PairedText, Preview } from './look.ts';
export { uploadOriginal } from './pictures/keep.ts';
export { checkEndpoint } from './remote/address.ts';
export type { Pair } from './segments/align.ts';
export type { OwnPairs } from './segments/own.ts';
export type { Segment } from './segments/segment.ts';
export { slugFrom } from './slug.ts';

export const lookAtSubmission = async (...given: Parameters<typeof LookAt>): ReturnType<typeof LookAt> =>
  (await import('./look.ts')).lookAtSubmission(...given);

export const pairSegments = async (...given: Parameters<typeof Pairs>): Promise<ReturnType<typeof Pairs>> =>
  (await import('./look.ts')).pairSegments(...given);

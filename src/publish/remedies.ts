/** What must be said with a change, as the door asks for it too. */
import { NOTE_MAX_CHARS, REASON_MAX_CHARS } from '../limits.ts';

export const SAY_WHY = `Say in 1 to ${REASON_MAX_CHARS} characters why, so that the translator knows what to do.`;
export const SAY_WHY_WITHDRAWN = `Say in 1 to ${REASON_MAX_CHARS} characters why the article is withdrawn; readers will see it.`;
export const SAY_WHAT_WAS_WRONG = `Say in 1 to ${NOTE_MAX_CHARS} characters what was wrong and what is right now; readers will see it.`;

/** What must be said with a change, as the door asks for it too. */
import { tell } from '../i18n/told/tell.ts';
import { NOTE_MAX_CHARS, REASON_MAX_CHARS } from '../limits.ts';

export const SAY_WHY = tell('note-missing', { max: REASON_MAX_CHARS });
export const SAY_WHY_WITHDRAWN = tell('withdraw-reason', { max: REASON_MAX_CHARS });
export const SAY_WHAT_WAS_WRONG = tell('correct-note', { max: NOTE_MAX_CHARS });

/**
 * The wall between what anyone may submit and every browser that shows it. HTML is parsed as a browser parses it,
 * only allow-listed elements, attributes and addresses are copied, and a serialiser of our own writes the copy with
 * everything escaped; no raw-text or foreign element can be written, so there is nothing to mutate. The answer is
 * proven to be a fixed point: parsed and cleaned again it is itself. What cannot be proven is shown as plain text.
 */
import { closeRawHtml } from '../markdown/raw-html.ts';
import { clean } from './clean.ts';
import { element, type Node, serialise } from './nodes.ts';
import { attributeIn, parseHtml } from './parse.ts';

export interface Sanitised {
  html: string;
  /** Names of what was removed and could have executed: `<script>`, `onclick`, `javascript:`. */
  removed: string[];
}

/** Rounds until cleaning changes nothing: the first may leave elements where a parser would move them. */
const ROUNDS_MAX = 6;

/** A picture that is not ours is its description. */
const described = (image: Parameters<typeof attributeIn>[0]): Node | undefined => attributeIn(image, 'alt');

function cleaned(html: string, removed: Set<string>): string | undefined {
  const parsed = parseHtml(html);
  return parsed && serialise(clean(parsed, { removed, picture: described, headingShift: 0, ids: new Set() }));
}

/** `html` when it is clean already, else what becomes stable of it; undefined when nothing does. */
export function settle(html: string, removed: Set<string>): string | undefined {
  let current = html;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const next = cleaned(current, removed);
    if (next === undefined || next === current) return next;
    current = next;
  }
  return undefined;
}

/** Markup as text, when nothing better can be made of it. */
export const asText = (html: string): string =>
  serialise([
    element('pre', {}, [
      html.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, '').toWellFormed(),
    ]),
  ]);

/** Safe HTML of any string. */
export function sanitise(html: string): Sanitised {
  const removed = new Set<string>();
  return { html: settle(closeRawHtml(html).html, removed) ?? asText(html), removed: [...removed] };
}

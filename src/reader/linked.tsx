import { linkedPieces } from '../lib/linked.ts';

/** A text of the settings: a paragraph after each empty line, and links. `attributes` are those of its paragraphs. */
export const Linked = (props: { text: string; attributes?: Record<string, string> }) => (
  <>
    {props.text.split(/\n\s*\n/).map((paragraph) => (
      <p {...props.attributes}>
        {linkedPieces(paragraph).map(({ text, href }) =>
          href === undefined ? text : <a href={href}>{text}</a>,
        )}
      </p>
    ))}
  </>
);

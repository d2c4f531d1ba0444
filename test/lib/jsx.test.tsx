/** The runtime of JSX gives what hono's own gives, which builds a tree first. */
import fc from 'fast-check';
import { raw } from 'hono/html';
import { Fragment as HonoFragment, jsx as honoJsx } from 'hono/jsx/jsx-runtime';
import { expect, it } from 'vitest';
import { Fragment, jsx } from '../../src/lib/jsx.ts';

/** A page as data, so that both runtimes can make it. */
type Tree =
  | string
  | number
  | boolean
  | null
  | undefined
  | { markup: string }
  | Tree[]
  | {
      kind: 'element' | 'component' | 'fragment';
      tag: string;
      attributes: Record<string, unknown>;
      children: Tree[];
    };

type Runtime = { jsx: (tag: never, props: never) => unknown; Fragment: (props: never) => unknown };

function make({ jsx, Fragment }: Runtime, tree: Tree): unknown {
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map((one) => make({ jsx, Fragment }, one));
  if ('markup' in tree) return raw(tree.markup);
  const children = tree.children.map((one) => make({ jsx, Fragment }, one));
  // As the compiler passes them: none, the one, or a list.
  const props = children.length === 0 ? {} : { children: children.length === 1 ? children[0] : children };
  if (tree.kind === 'fragment') return jsx(Fragment as never, props as never);
  const element = (given: object) => jsx(tree.tag as never, { ...tree.attributes, ...given } as never);
  return tree.kind === 'element' ? element(props) : jsx(element as never, props as never);
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(...['<script>', '&amp;', `"'`, '', '</p>', '\ud800', '\0', '<!--']),
);
const name = fc.constantFrom(
  ...[
    'class',
    'href',
    'id',
    'lang',
    'dir',
    'hidden',
    'disabled',
    'checked',
    'open',
    'selected',
    'aria-pressed',
  ],
  ...['data-x', 'value', 'spellcheck', 'readonly', 'required', 'async', 'datetime', 'colspan', 'srcset'],
);
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constantFrom(null, undefined));
const tree = fc.letrec<{ tree: Tree; children: Tree[] }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    text,
    fc.integer(),
    fc.constantFrom(true, false, null, undefined),
    text.map((markup) => ({ markup })),
    tie('children'),
    fc
      .record({
        kind: fc.constantFrom('element' as const, 'component' as const, 'fragment' as const),
        tag: fc.constantFrom('p', 'div', 'a', 'li', 'option', 'textarea', 'time'),
        attributes: fc.dictionary(name, value, { maxKeys: 4 }),
        children: tie('children'),
      })
      // hono drops a 0 that is all of a fragment, though it writes one anywhere else; ours writes it there too.
      .filter(({ kind, children }) => kind !== 'fragment' || children.length !== 1 || children[0] !== 0),
    fc.record({
      kind: fc.constant('element' as const),
      tag: fc.constantFrom('br', 'img', 'input', 'hr', 'source'),
      attributes: fc.dictionary(name, value, { maxKeys: 4 }),
      children: fc.constant<Tree[]>([]),
    }),
  ),
  children: fc.array(tie('tree'), { maxLength: 4 }),
})).tree;

it('writes what hono writes of any page', () => {
  fc.assert(
    fc.property(fc.array(tree, { minLength: 2, maxLength: 8 }), (children) => {
      const root: Tree = { kind: 'element', tag: 'main', attributes: {}, children };
      const hono = make({ jsx: honoJsx as never, Fragment: HonoFragment as never }, root);
      expect(String(make({ jsx: jsx as never, Fragment: Fragment as never }, root))).toBe(String(hono));
    }),
    { numRuns: 3_000 },
  );
});

it('writes a 0 wherever it stands', () => {
  const alone: Tree = { kind: 'fragment', tag: '', attributes: {}, children: [0] };
  expect(String(make({ jsx: jsx as never, Fragment: Fragment as never }, alone))).toBe('0');
  expect(String(<p>{0}</p>)).toBe('<p>0</p>');
});

it('is markup already for hono, whatever a component makes', () => {
  const Plain = () => '<b>';
  const Nothing = () => null;
  expect(String(<Plain />)).toBe('&lt;b&gt;');
  expect(String(<Nothing />)).toBe('');
  for (const made of [<Plain />, <Nothing />, <p>x</p>]) expect(made).toMatchObject({ isEscaped: true });
});

it('refuses what is not there yet, and things that are neither text nor markup', () => {
  const later: Promise<string> = Promise.resolve('x');
  expect(() => <p>{later}</p>).toThrow('await what is not there yet');
  expect(() => jsx('p', { children: { toString: () => '<b>' } as never })).toThrow(TypeError);
  expect(() => jsx('p', { children: { isEscaped: 'yes', toString: () => '<b>' } as never })).toThrow(
    TypeError,
  );
});

/** Style of the side by side view and of comparisons: a part of the desk's sheet. */
export const reviewStyle = `
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.places { margin-block: .8rem; display: flex; flex-wrap: wrap; gap: .3rem; align-items: baseline; }
.places h2 { font-size: 1rem; margin: 0; inline-size: 100%; }
.places a { padding: .4rem .6rem; min-inline-size: 2.2rem; text-align: center; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); }
.heads { display: none; }
.pairs { list-style: none; padding: 0; margin-block: .5rem 2rem; }
.pair { display: grid; gap: .3rem .8rem; grid-template-columns: 2.2rem minmax(0, 1fr); padding-block: .8rem; border-block-start: 1px solid var(--line); scroll-margin-block-start: 3rem; }
.pair > * { grid-column: 2; }
.pair.top { font-weight: 600; border: 0; } .pair.top form { font-weight: 400; }
.pair > .n { grid-column: 1; grid-row: 1; color: var(--soft); text-decoration: none; font-variant-numeric: tabular-nums; padding-block: .1rem; }
.pair.marked > .n { color: var(--warn); font-weight: 700; }
.pair:target { background: var(--card); box-shadow: -.4rem 0 0 var(--accent); }
.pair:focus { outline: 3px solid var(--accent); outline-offset: 2px; }
.cell { overflow-wrap: anywhere; }
.cell p { margin-block: 0 .5rem; } .cell p:last-child { margin-block-end: 0; }
.cell .heading { font-weight: 700; } .cell .item { display: list-item; list-style: disc; margin-inline-start: 1.2rem; } .cell .quote { border-inline-start: 3px solid var(--line); padding-inline-start: .6rem; }
.cell pre { white-space: pre-wrap; margin: 0; font-size: .9rem; }
.cell.source { color: var(--soft); }
.cell .side { font-size: .8rem; color: var(--soft); }
.remarks .findings { margin-block: .2rem; } .remarks .findings li { margin-block: .4rem; }
.doing { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; align-items: start; }
.doing > details[open] { inline-size: 100%; }
.doing summary, .doing .next { color: var(--soft); padding-block: .45rem; font-size: .92rem; }
.doing summary:hover, .doing .next:hover { color: var(--ink); }
.thread { border-inline-start: 4px solid var(--accent); padding-inline-start: .8rem; margin-block: .6rem; }
.talk { list-style: none; padding: 0; margin: 0; } .talk .note { margin-block: .1rem .5rem; white-space: pre-line; overflow-wrap: anywhere; }
.remarks .field { margin-block: .4rem .6rem; }
.diff { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.2rem; line-height: 1.8; }
.diff ins { background: var(--good-paper); } .diff del { background: var(--bad-paper); }
.diff del > [aria-hidden], .diff ins > [aria-hidden] { display: inline-block; }
.diff summary { color: var(--soft); white-space: normal; }
form.line .field { margin-block: 0; }
/* No source is kept: the translation has the width to itself. */
.alone .heads > :nth-child(2), .alone .cell.source { display: none; }
/* Fingers have no keys. */
@media (hover: none) and (pointer: coarse) { .keys { display: none; } }
@media (min-width: 60rem) {
  .pair:first-child { border: 0; }
  .heads { display: grid; position: sticky; inset-block-start: 0; z-index: 1; background: var(--paper); border-block-end: 1px solid var(--line); font-weight: 600; padding-block: .5rem; }
  .heads, .pair { grid-template-columns: 2.2rem minmax(0, 1fr) minmax(0, 1fr); gap: .3rem 1.6rem; }
  .pair { grid-template-rows: auto 1fr; }
  .pair > .source { grid-column: 2; grid-row: 1 / span 2; } .pair > .translation { grid-column: 3; grid-row: 1; } .pair > .remarks { grid-column: 3; }
  .alone .heads, .alone .pair { grid-template-columns: 2.2rem minmax(0, 46rem); }
  .alone .pair > :is(.translation, .remarks) { grid-column: 2; }
  .cell .side { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
}
`;

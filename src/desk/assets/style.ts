/** The desk's style sheet. Logical properties throughout; colours meet WCAG AA in light and dark. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf8, #16181b);
  --card: light-dark(#ffffff, #1f2226);
  --ink: light-dark(#1d1f22, #e9e7e2);
  --soft: light-dark(#5a5f66, #a9adb3);
  --line: light-dark(#d9d6cf, #383c42);
  --accent: light-dark(#1a5a8a, #8cc4ef);
  --on-accent: light-dark(#ffffff, #10202c);
  --bad: light-dark(#a3241d, #ff9d93);
  --bad-paper: light-dark(#fdeeec, #3a2120);
  --good: light-dark(#1c6b3a, #86d6a2);
  --good-paper: light-dark(#eaf6ee, #1b3024);
  --warn: light-dark(#7c5200, #f0c36a);
  --warn-paper: light-dark(#fdf4e0, #352b16);
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Noto Sans SC", sans-serif;
}
a { color: var(--accent); text-underline-offset: .15em; }
abbr { text-decoration: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
[hidden] { display: none !important; }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { inset-inline-start: 1rem; inset-block-start: .5rem; background: var(--card); padding: .5rem; z-index: 1; }
.bar, main, .foot { inline-size: min(100% - 2rem, 74rem); margin-inline: auto; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding-block: .6rem; border-block-end: 1px solid var(--line); }
.bar .name { font-weight: 700; color: inherit; text-decoration: none; padding-block: .4rem; }
.bar nav, .filter { display: flex; flex-wrap: wrap; gap: .1rem .2rem; } .filter { margin-block: .4rem 1rem; }
.bar nav a, .filter a { padding: .45rem .6rem; border-radius: .4rem; text-decoration: none; color: inherit; }
.bar nav a:hover, .filter a:hover { text-decoration: underline; }
[aria-current] { background: var(--card); box-shadow: inset 0 0 0 1px var(--line); font-weight: 600; }
.who { display: flex; align-items: center; gap: .5rem; margin-inline-start: auto; color: var(--soft); }
main { padding-block: 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.3; margin-block: .6rem .4rem; overflow-wrap: anywhere; }
/* A title, a name or an address of the other direction begins where its neighbours do. */
h1[dir], .facts dd[dir] { inline-size: fit-content; } td[dir] { text-align: -webkit-match-parent; text-align: match-parent; }
h2 { font-size: 1.15rem; margin-block: 2rem .4rem; }
h3 { font-size: 1rem; margin-block: 1.2rem .3rem; }
.foot form { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1rem; }
.foot { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 1rem; padding-block: 1rem; border-block-start: 1px solid var(--line); }
.hint, .about, .foot { color: var(--soft); }
.hint { margin-block: .1rem .35rem; font-size: .92rem; }
.about { display: flex; flex-wrap: wrap; gap: .2rem .8rem; margin-block: .1rem; font-size: .92rem; align-items: baseline; }
summary .about { display: inline; }
.rows, .findings { list-style: none; padding: 0; margin-block: .5rem; }
.row { padding-block: .6rem; border-block-start: 1px solid var(--line); overflow-wrap: anywhere; }
.row:last-child { border-block-end: 1px solid var(--line); }
.row > p, .row > .buttons { margin-block: .1rem; } .row > form { margin-block-start: .4rem; }
.beside { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .3rem 1rem; }
.beside > div { flex: 1 1 16rem; min-inline-size: 0; }
.title { font-weight: 600; }
.off { text-decoration: line-through; }
.state, .severity { padding: .05rem .5rem; border-radius: 1rem; background: var(--card); border: 1px solid var(--line); white-space: nowrap; font-size: .85rem; color: var(--ink); }
.state.published, .state.ready { background: var(--good-paper); color: var(--good); border-color: currentColor; }
.state.in_review, .state.scheduled, .severity.warning { background: var(--warn-paper); color: var(--warn); border-color: currentColor; }
.state.failed, .state.withdrawn, .severity.block { background: var(--bad-paper); color: var(--bad); border-color: currentColor; }
.notice { padding: .7rem 1rem; margin-block: 1rem; border-radius: .5rem; background: var(--card); border: 1px solid var(--line); overflow-wrap: anywhere; }
.notice.bad { background: var(--bad-paper); border-color: var(--bad); }
.notice.good { background: var(--good-paper); border-color: var(--good); }
.notice p { margin-block: .2rem; }
.field { margin-block: 1rem; }
.field label, .check { font-weight: 600; display: block; }
.check { font-weight: 400; margin-block: .8rem; }
.checks { border: 0; padding: 0; margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
.checks legend { font-weight: 600; padding: 0; }
.checks .error { flex-basis: 100%; }
.checks label { padding-block: .5rem; }
.error { color: var(--bad); margin-block: .1rem .35rem; }
input:not([type=checkbox], [type=hidden]), select, textarea {
  font: inherit; color: inherit; background: var(--card); inline-size: 100%; max-inline-size: 34rem;
  border: 1px solid var(--soft); border-radius: .4rem; padding: .5rem .6rem; min-block-size: 2.75rem;
}
[aria-invalid=true][id] { border-color: var(--bad); border-inline-start-width: 4px; }
textarea { max-inline-size: none; resize: vertical; line-height: 1.6; }
input[type=file] { border-style: dashed; }
input[type=checkbox] { inline-size: 1.2rem; block-size: 1.2rem; vertical-align: -.2rem; }
.secret { font-family: ui-monospace, monospace; max-inline-size: none !important; }
button {
  font: inherit; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: .4rem;
  padding: .5rem .9rem; min-block-size: 2.75rem; cursor: pointer;
}
a.button { display: inline-block; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: .4rem; padding: .5rem .9rem; text-decoration: none; }
a.button:hover { text-decoration: underline; }
button.main { background: var(--accent); color: var(--on-accent); border-color: var(--accent); font-weight: 600; }
button.danger { color: var(--bad); border-color: var(--bad); }
button.plain { background: none; border: 0; padding-inline: 0; text-decoration: underline; text-underline-offset: .15em; color: inherit; }
button.plain[aria-pressed=true] { font-weight: 700; text-decoration: none; }
button:disabled { opacity: .6; cursor: default; }
form + .passkey, button + .hint, .fold + button, .fold + .note + .buttons, form + .facts, .change + .hint + form, .hint + .line { margin-block-start: .8rem; }
.buttons { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem; margin-block: .6rem; }
.line { display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: end; }
.filter + .line, .fold + .line, .line + .fold, .line + .rows { margin-block-start: 1rem; }
.fold { border: 1px solid var(--line); border-radius: .5rem; background: var(--card); margin-block: .5rem; padding-inline: 1rem; }
.fold > summary { padding-block: .7rem; cursor: pointer; font-weight: 600; }
.fold > :last-child:not(summary) { margin-block-end: 1rem; }
summary { cursor: pointer; padding-block: .3rem; }
.columns { display: grid; gap: 0 2rem; }
.columns > * { min-inline-size: 0; }
.columns section:first-child > h2:first-child, .columns > section > h2:first-child { margin-block-start: 1rem; }
.preview article { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.2rem; overflow-wrap: anywhere; }
.preview figure { margin: 0 0 1rem; }
.preview img { max-inline-size: 100%; block-size: auto; }
.preview pre, .preview table { display: block; overflow-x: auto; }
.preview :is(pre, code, kbd, samp) { direction: ltr; unicode-bidi: isolate; }
.preview :is(th, td) { overflow-wrap: break-word; padding-inline-end: 1rem; }
.preview article > :first-child { margin-block-start: 0; } .preview article > :last-child { margin-block-end: 0; }
.preview h2, .preview h3 { margin-block-start: 1.2rem; }
.findings li { border-inline-start: 4px solid var(--line); padding-inline-start: .8rem; margin-block: .8rem; }
.findings li.block { border-color: var(--bad); }
.findings li.warning { border-color: var(--warn); }
.findings p { margin-block: .2rem; }
.findings summary { font-size: .88rem; color: var(--soft); inline-size: fit-content; }
.findings blockquote { margin: .2rem 0; color: var(--soft); overflow-wrap: anywhere; }
.facts { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .3rem 1rem; margin-block: .5rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.facts meter { display: block; inline-size: 100%; max-inline-size: 24rem; block-size: 1rem; margin-block: .2rem; }
.late { color: var(--bad); margin-inline-start: .6em; }
/* Shades at an edge say that there is more beyond it; the paper that moves along covers them where there is not. */
.wide {
  overflow-x: auto;
  background: linear-gradient(to right, var(--paper) 1.5rem, transparent) left / 3rem 100% no-repeat local,
    linear-gradient(to left, var(--paper) 1.5rem, transparent) right / 3rem 100% no-repeat local,
    linear-gradient(to right, var(--line), transparent) left / .8rem 100% no-repeat scroll,
    linear-gradient(to left, var(--line), transparent) right / .8rem 100% no-repeat scroll;
}
.stories table { inline-size: max-content; min-inline-size: 100%; } .wide td { max-inline-size: 24rem; }
table { border-collapse: collapse; inline-size: 100%; font-size: .95rem; }
th, td { text-align: start; padding: .4rem .6rem .4rem 0; border-block-end: 1px solid var(--line); vertical-align: baseline; }
th { color: var(--soft); font-weight: 600; }
.small { font-size: .85rem; overflow-wrap: anywhere; }
del { color: var(--bad); } ins { color: var(--good); }
pre.markdown { white-space: pre-wrap; overflow-wrap: anywhere; max-block-size: 60vh; overflow-y: auto; }
.ask { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: end; }
.ask .field { flex: 1 1 18rem; max-inline-size: 34rem; }
.ask > button { margin-block-end: 1rem; }
.note:empty { display: none; }
.write { display: grid; gap: 0 2rem; }
.write > * { min-inline-size: 0; } .write :is(input, select) { max-inline-size: none; }
.write:has(> .live[hidden]) { display: block; }
.live { border-block-start: 1px solid var(--line); }
.live h2 { margin-block-start: 1rem; }
.stories td { min-inline-size: 7rem; vertical-align: top; }
.stories td:first-child { min-inline-size: 12rem; overflow-wrap: anywhere; }
.stories .title + .state { margin-inline-start: .6rem; }
.stories .about { display: block; margin: 0; }
.row h2 { margin-block: .2rem; }
.names label { flex: 1 1 12rem; min-inline-size: 0; max-inline-size: 24rem; }
.change del + ins { margin-inline-start: .25em; }
.change { border-inline-start: 4px solid var(--line); padding-inline-start: .8rem; margin-block: .8rem; overflow-wrap: anywhere; white-space: pre-line; }
@media (min-width: 60rem) {
  .write { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .write .live { border: 0; position: sticky; inset-block-start: 0; max-block-size: 100vh; overflow-y: auto; align-self: start; }
  .columns { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
  .columns .aside { grid-column: 2; grid-row: 1; }
}
@media (max-width: 40rem) {
  .bar nav { order: 1; inline-size: 100%; margin-inline: -.6rem; }
  .stories td { min-inline-size: 5.5rem; } .stories td:first-child { min-inline-size: 8rem; max-inline-size: 50vw; }
  .list thead, .list td:empty { display: none; }
  .list :is(table, tbody, tr) { display: block; }
  .list tr { padding-block: .4rem; border-block-end: 1px solid var(--line); }
  .list td { display: flex; gap: .8rem; padding: .15rem 0; border: 0; max-inline-size: none; overflow-wrap: anywhere; }
  .list td::before { content: attr(data-head); flex: 0 0 6.5rem; color: var(--soft); }
  .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-block-end: .6rem; }
}
`;

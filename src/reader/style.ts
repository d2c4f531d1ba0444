/**
 * The one style sheet of the reader's site: inline in every page, so that text shows after the first answer, and
 * allowed by its hash alone. System fonts only; logical properties only, so that right-to-left needs no rule of
 * its own; what a script asks for hangs on `:lang()`, since a page may hold several.
 */
import { sha256 } from '../lib/hash.ts';
import { once } from '../lib/once.ts';

const colours = `
:root{color-scheme:light dark;--paper:#fdfbf6;--ink:#1c1a17;--soft:#5c564d;--rule:#dcd5c7;--seal:#a1281b;--tint:#f4efe4}
@media (prefers-color-scheme:dark){:root{--paper:#15171a;--ink:#e8e3d9;--soft:#aaa498;--rule:#393c41;--seal:#f2937f;--tint:#1e2125}}
@media (prefers-contrast:more){:root{--soft:var(--ink);--rule:var(--ink)}}`;

/**
 * Faces by script. `--head` sets titles, `--text` articles, `--ui` everything small. Naskh and Devanagari look
 * small at Latin sizes, and Han needs more room between lines than between letters.
 */
const scripts = `
:root{--head:"Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif",Georgia,serif;--text:Charter,"Bitstream Charter","Iowan Old Style",Cambria,"Noto Serif",Georgia,serif;--ui:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;--lead:1.62;--tight:1.16;--size:1;--measure:37rem}
:lang(ru){--head:"PT Serif","Iowan Old Style","Noto Serif",Cambria,Georgia,serif;--text:"PT Serif",Charter,"Noto Serif",Cambria,Georgia,serif}
:lang(zh),:lang(ja),:lang(ko){--lead:1.86;--tight:1.36;--measure:40rem;line-break:strict;text-spacing-trim:trim-start;text-autospace:normal;hanging-punctuation:allow-end}
:lang(zh){--head:"Songti SC","Source Han Serif SC","Noto Serif CJK SC","Noto Serif SC",STSong,SimSun,serif;--text:"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC","Noto Sans SC",sans-serif;--ui:var(--text)}
:lang(zh-Hant),:lang(zh-TW),:lang(zh-HK){--head:"Songti TC","Source Han Serif TC","Noto Serif CJK TC","Noto Serif TC",PMingLiU,serif;--text:"PingFang TC","Microsoft JhengHei","Source Han Sans TC","Noto Sans CJK TC","Noto Sans TC",sans-serif}
:lang(ja){--head:"Hiragino Mincho ProN","Yu Mincho","Source Han Serif","Noto Serif CJK JP","Noto Serif JP",serif;--text:"Hiragino Sans","Yu Gothic Medium","Noto Sans CJK JP","Noto Sans JP",Meiryo,sans-serif;--ui:var(--text)}
:lang(ko){--head:AppleMyungjo,"Nanum Myeongjo","Noto Serif CJK KR","Noto Serif KR",Batang,serif;--text:"Apple SD Gothic Neo","Malgun Gothic","Noto Sans CJK KR","Noto Sans KR",sans-serif;--ui:var(--text);word-break:keep-all}
:lang(ar),:lang(fa),:lang(ur){--head:"Noto Naskh Arabic","Geeza Pro","Sakkal Majalla","Traditional Arabic","Noto Sans Arabic",serif;--text:"Noto Naskh Arabic","Geeza Pro","Sakkal Majalla","Noto Sans Arabic",serif;--ui:"Noto Sans Arabic","Geeza Pro","Segoe UI","Noto Naskh Arabic",sans-serif;--lead:1.92;--tight:1.45;--size:1.1}
:lang(hi),:lang(mr),:lang(ne){--head:"Noto Serif Devanagari","Kohinoor Devanagari","Nirmala UI",serif;--text:"Noto Serif Devanagari","Kohinoor Devanagari","Nirmala UI",serif;--ui:"Noto Sans Devanagari","Kohinoor Devanagari","Nirmala UI",sans-serif;--lead:1.8;--tight:1.4;--size:1.05}
:lang(vi){--tight:1.26}`;

const base = `
*,::before,::after{box-sizing:border-box}
html{font:100%/1.5 var(--ui);-webkit-text-size-adjust:100%;text-size-adjust:100%;font-synthesis-style:none}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:anywhere;min-block-size:100vh;min-block-size:100dvb;display:flex;flex-direction:column}
main{flex:1}
h1,h2,h3,p,ul,ol,dl,dd,figure,blockquote{margin:0;padding:0}
h1,h2,h3{font-family:var(--head);font-weight:700;line-height:var(--tight);text-wrap:balance}
:where([lang]){font-family:var(--ui)}
ul,ol{list-style:none}
img{display:block;max-inline-size:100%;block-size:auto;background:var(--tint)}
a{color:inherit;text-decoration:underline;text-decoration-color:var(--rule);text-decoration-thickness:1px;text-underline-offset:.2em}
a:hover{text-decoration-color:var(--seal)}
:focus-visible{outline:3px solid var(--seal);outline-offset:3px}
::selection{background:var(--seal);color:var(--paper)}
em,i,cite,dfn{font-style:italic}
:is(:lang(zh),:lang(ja),:lang(ko),:lang(ar),:lang(fa),:lang(ur),:lang(hi)) :is(em,i,cite,dfn){font-style:normal}
:is(:lang(zh),:lang(ja)) em{text-emphasis:filled dot;text-emphasis-position:under right}
:lang(ja) em{text-emphasis:filled sesame;text-emphasis-position:over right}
:is(:lang(ko),:lang(ar),:lang(fa),:lang(ur),:lang(hi)) em{font-weight:600}
rt{font-size:.5em}
.skip{position:absolute;inset-inline-start:1rem;inset-block-start:-9rem;background:var(--ink);color:var(--paper);padding:.75rem 1rem;z-index:1}
.skip:focus{inset-block-start:.5rem}
.wrap{inline-size:min(100% - 2.5rem,70rem);margin-inline:auto}
.soft{color:var(--soft)}`;

/** The hint stands in room that is there anyway, so that nothing moves where there is nothing to say. */
const chrome = `
.top{border-block-end:3px double var(--ink);margin-block-end:1.75rem}
.top .wrap{display:flex;flex-wrap:wrap;align-items:center;column-gap:1.25rem;padding-block:.35rem}
.name{font:700 1.375rem/1.2 var(--head);text-decoration:none;min-block-size:44px;display:inline-flex;align-items:center;gap:.55rem}
.name::before{content:"";inline-size:.7rem;block-size:.7rem;background:var(--seal)}
.edition{color:var(--soft);font-size:.875rem}
.top nav{margin-inline-start:auto;display:flex;gap:1.1rem}
.top nav a,.foot a,.row a,.strip a{min-block-size:44px;min-inline-size:24px;display:inline-flex;align-items:center;font-size:.9375rem}
.top nav a{text-decoration:none}
.top nav a:hover{text-decoration:underline;text-decoration-color:var(--seal)}
.front{border-block-end:0;margin-block-end:0}
.front .wrap{padding-block:1.25rem .5rem;align-items:baseline;justify-content:space-between}
.front h1{font-size:clamp(1.8rem,1rem + 4.2vw,4.25rem);line-height:1.25;letter-spacing:-.015em}
.front h1 .name{font:inherit;gap:.28em;align-items:baseline}
.front h1 .name::before{inline-size:.36em;block-size:.36em}
.strip{border-block:1px solid var(--ink);border-block-end:3px double var(--ink);margin-block-end:2rem}
.strip .wrap,.row{display:flex;flex-wrap:wrap;column-gap:1.25rem;align-items:center}
.strip .wrap{padding-block:0}
.strip .find{margin-inline-start:auto}
.row[aria-label]{row-gap:0}
.hint{position:relative;block-size:0}
.hint svg{position:absolute;inset-block-end:0;inset-inline:0;inline-size:min(100% - 2.5rem,70rem);block-size:1.75rem;margin-inline:auto;pointer-events:none}
.hint:has(+.front) svg{inset-block:0 auto}
.hint a{display:block;inline-size:fit-content;margin-inline-start:auto;line-height:1.75rem;font-size:.9375rem;font-weight:600;color:var(--seal);pointer-events:auto}
[aria-current]{font-weight:700;text-decoration:none}
.foot{border-block-start:3px double var(--ink);margin-block-start:4rem;padding-block:1rem 2rem;font-size:.9375rem;background:var(--tint)}
.foot h2{font:600 .8125rem/1.5 var(--ui);color:var(--soft);margin-block-start:1rem}
.foot p{color:var(--soft);max-inline-size:60ch;margin-block:.75rem}
.foot p a{display:inline;font-size:inherit}
@media (max-width:30rem){.top .edition{display:none}.front .edition{display:block}.top .wrap{column-gap:.75rem}.top .name{font-size:1.125rem;gap:.45rem}.front h1 .name{font-size:inherit}.top nav{gap:.8rem}.top nav a{font-size:.875rem}}
.search{display:flex;gap:.5rem;max-inline-size:34rem;margin-block:1rem}
.search input{flex:1;min-inline-size:0}
.search input,.search button{font:1rem/1.4 var(--ui);min-block-size:44px;padding:.4rem .8rem;border:1px solid var(--soft);border-radius:0;background:var(--paper);color:inherit}
.search button{background:var(--ink);color:var(--paper);border-color:var(--ink);cursor:pointer}`;

const lists = `
.kick{font:600 .8125rem/1.4 var(--ui);color:var(--seal);margin-block-end:.4rem}
.kick a{text-decoration:none;color:inherit}
.card{position:relative}
.card :is(h2,h3) a::after{content:"";position:absolute;inset:0}
.card .kick{position:relative;z-index:1;inline-size:fit-content}
.card h2,.card h3{font-size:1.25rem}
.card h2 a,.card h3 a,.lines a{text-decoration:none}
.card h2 a:hover,.card h3 a:hover,.lines a:hover{text-decoration:underline;text-decoration-color:var(--seal)}
.card p{margin-block-start:.5rem;line-height:calc(var(--lead) - .08)}
.card p:not([class]),.lines p{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:4;overflow:hidden}
.card .by{font-size:.875rem;color:var(--soft);line-height:1.5}
.card picture{display:block;margin-block-end:.8rem}
.card img{inline-size:100%;aspect-ratio:3/2;object-fit:cover}
.lead{display:grid;gap:1.25rem;padding-block-end:2rem;border-block-end:1px solid var(--rule);margin-block-end:2rem}
.lead h2{font-size:clamp(1.75rem,1.2rem + 2.6vw,3rem)}
.lead p{font-size:1.125rem}.lead p:not([class]){-webkit-line-clamp:5}
.lead p:not([class]){margin-block-start:.8rem}.lead .kick{font-size:.875rem;margin-block-start:0}
.lead .by{font-size:.9375rem}
.lead picture{margin:0}
:is(:lang(zh),:lang(ja),:lang(ko)) .lead h2{font-size:clamp(1.6rem,1.1rem + 1.8vw,2.35rem)}
.grid{display:grid;gap:2rem 2.25rem}
@media (min-width:40rem){.grid{grid-template-columns:1fr 1fr}.lines p{-webkit-line-clamp:3}}
@media (min-width:60rem){.grid{grid-template-columns:repeat(6,1fr)}.grid>*{grid-column:span 2}.grid>.wide{grid-column:span 3}.wide h3{font-size:1.5rem}}
.bare{border-block-start:1px solid var(--rule);padding-block-start:.9rem}
.cols{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));column-gap:2.25rem}
.sect{margin-block-start:2.75rem}
.sect>h2,.page>h2{font-size:1.125rem;border-block-start:2px solid var(--ink);padding-block:.55rem 1.1rem}
.lines li{border-block-end:1px solid var(--rule);padding-block:.8rem;display:grid;gap:.15rem;justify-items:start}
.lines a{font:600 1.125rem/var(--tight) var(--head);padding-block:.2rem}.lines a bdi{font-family:var(--head);line-height:var(--tight)}
.lines .by,.lines p{font-size:.9375rem;color:var(--soft)}
.lines .with{grid-template-columns:minmax(0,1fr) clamp(5.5rem,22%,11rem);column-gap:1.25rem;align-items:start;grid-template-rows:auto auto 1fr}
.with>*{grid-column:1}.with>picture{grid-column:2;grid-row:1/span 3;inline-size:100%;margin-block-start:.35rem}.with img{inline-size:100%;aspect-ratio:3/2;object-fit:cover}
.page{max-inline-size:48rem}
.page>h1{font-size:clamp(1.85rem,1.3rem + 2.4vw,2.75rem);margin-block-end:.75rem}
.page>h1::first-letter{text-transform:uppercase}
.page>h2{margin-block-start:2.25rem}
.page .say{font-size:1.125rem;line-height:var(--lead);margin-block-end:1rem}
mark{background:none;color:var(--seal);font-weight:600}
@media (min-width:52rem){.lead.pic{grid-template-columns:3fr 2fr;gap:2.25rem;align-items:center}}`;

const article = `
.art{display:grid;gap:0 3rem;grid-template-columns:minmax(0,1fr)}
.art>header{margin-block-end:1.5rem}
.art h1{font-size:clamp(1.9rem,1.25rem + 3vw,3.25rem);max-inline-size:22em}
:is(:lang(zh),:lang(ja),:lang(ko)) .art h1{font-size:clamp(1.75rem,1.25rem + 2.2vw,2.75rem)}
.stand{font:1.25rem/1.5 var(--head);color:var(--soft);margin-block-start:.9rem;max-inline-size:40rem;line-height:calc(var(--lead) - .1)}
.also{font-size:.9375rem;margin-block-start:.75rem;color:var(--soft)}
.also a,.rail a,.toc a,.colo a,.src a,.tail a{padding-block:.35rem}
.fig{margin-block-end:1.75rem}
.fig img{max-block-size:min(85vh,40rem);object-fit:cover}.fig.tall img{inline-size:auto;object-fit:contain}
@media screen and (max-width:40rem){.fig.edge{margin-inline:-1.25rem}.fig.edge figcaption{margin-inline:1.25rem}.fig.photo img{aspect-ratio:3/2}}
figcaption{font-size:.875rem;color:var(--soft);margin-block-start:.5rem;line-height:1.5}
.rail{font-size:.9375rem;line-height:1.55;border-block:1px solid var(--rule);padding-block:.9rem;margin-block-end:1.5rem;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;align-content:start}
.rail b{font-weight:600}
.toc{font-size:.9375rem;line-height:1.55;margin-block-end:1.5rem}
.toc h2{font:600 .8125rem/1.5 var(--ui);color:var(--soft)}
.toc li{padding-block:.25rem}
.corr{border-inline-start:4px solid var(--seal);background:var(--tint);padding:.9rem 1.1rem;margin-block-end:1.5rem;font-size:1rem;line-height:1.6}
.corr h2{font:700 .9375rem/1.5 var(--ui);color:var(--seal)}
.corr li+li{margin-block-start:.5rem}
.body{font:1.125rem/1.6 var(--text);font-size:calc(var(--size)*clamp(1.0625rem,1rem + .3vw,1.1875rem));line-height:var(--lead);max-inline-size:var(--measure);text-wrap:pretty}
@media (max-width:40rem){.body{hyphens:auto;hyphenate-limit-chars:9 4 4}}
.body>*+*{margin-block-start:1em}
.body :is(h2,h3,h4,h5,h6){font-family:var(--head);line-height:var(--tight);hyphens:manual;scroll-margin-block-start:1rem;margin-block-start:1.9em}
.body h2{font-size:1.375em}.body h3{font-size:1.175em}.body :is(h4,h5,h6){font-size:1em}
.body :is(h2,h3,h4)+*{margin-block-start:.55em}
.body a{text-decoration-color:var(--seal)}
.body blockquote{border-inline-start:3px solid var(--seal);padding-inline-start:1.1em;color:var(--soft)}
.body :is(ul,ol){padding-inline-start:1.4em}
.body ul{list-style:disc}.body ol{list-style:decimal}.body li+li{margin-block-start:.35em}
.body :is(pre,code,kbd,samp){font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;font-size:.9em;direction:ltr;unicode-bidi:isolate}
.body pre{background:var(--tint);padding:1em;overflow-x:auto;line-height:1.5;overflow-wrap:normal}
.body figure,.body>p>img{margin-block:1.6em}
.body>:first-child{margin-block-start:0}
.body img{max-block-size:min(85vh,40rem);object-fit:contain;background:none}
.body hr{border:0;border-block-start:1px solid var(--rule);margin-block:2em}
.table-scroll{overflow-x:auto}
.body table{border-collapse:collapse;font-size:.9em;line-height:1.5}
.body :is(th,td){border-block-end:1px solid var(--rule);padding:.45em .7em;text-align:start;vertical-align:top;overflow-wrap:normal}
.align-center{text-align:center!important}.align-right{text-align:end!important}
.body sup{line-height:0}.body :is(sup,sup a){text-autospace:no-autospace}
.footnote-ref a,.footnote-back{padding:.5em .12em;color:var(--seal)}
.footnote-ref a{text-decoration:none}
.footnotes{font-size:.875em;color:var(--soft)}
.picture-missing,.video{display:block;border:1px solid var(--rule);padding:.8em 1em;background:var(--tint)}
.end{max-inline-size:var(--measure);margin-block-start:2.5rem;line-height:1.6}
.end section,.end>p{border-block-start:1px solid var(--rule);padding-block:1rem}
.rel li:last-child{border:0}
.end h2,.src h2{font:600 .8125rem/1.5 var(--ui);color:var(--soft);margin-block-end:.35rem}
.src{background:var(--tint);border:0!important;padding:1rem 1.1rem!important;margin-block-end:1.25rem}
.src b{font:700 1.0625rem/var(--tight) var(--head)}
.colo dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.25rem}
.colo dt{grid-column:1;color:var(--soft)}.colo dd{grid-column:2}
.small{font-size:.875rem;color:var(--soft)}
.tail{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.9375rem}
@media (min-width:64rem){.rail{display:grid;gap:.3rem}.art{grid-template-columns:12.5rem minmax(0,var(--measure)) 1fr;grid-template-areas:"h h h" "c c c" "f f f" "r b b" "t b b" "t e e";grid-template-rows:auto auto auto auto 1fr}
.art>header{grid-area:h}.fig{grid-area:f}.rail{grid-area:r;border-block-end:0}.toc{grid-area:t;align-self:start;position:sticky;inset-block-start:1rem}.corr{grid-area:c;max-inline-size:var(--measure)}.body{grid-area:b}.end{grid-area:e}}`;

const paper = `
@media (forced-colors:active){mark{background:Mark}.search button{background:ButtonFace;color:ButtonText}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{:root{--paper:#fff;--ink:#000;--soft:#333;--rule:#999;--seal:#000;--tint:#fff}html{font-size:10.5pt}.top nav,.foot,.also,.skip,.hint,.toc,.rel,.search,.footnote-back,.end>.tail{display:none}.wrap{inline-size:auto}.art{display:block}.body,.end,.stand,.art h1{max-inline-size:none}.body{font-size:11pt;orphans:3;widows:3}.body pre{white-space:pre-wrap;overflow-wrap:anywhere}details::details-content{content-visibility:visible;block-size:auto}h1,h2,h3{break-after:avoid}figure,.src,.colo{break-inside:avoid}.fig img{max-block-size:9cm;inline-size:auto;margin-inline:auto}.src a[href^=http]::after,.body a[href^=http]::after{content:" <" attr(href) ">";font-size:.8em;word-break:break-all}@page{margin:2cm}}`;

export const styleSheet = [colours, scripts, base, chrome, lists, article, paper]
  .join('')
  .replaceAll('\n', '');

function base64(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  return btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))));
}

/** The style sheet as a source of a Content-Security-Policy (CSP 3, section 2.3.1). */
export const styleSource = once(async (): Promise<string> => `'sha256-${base64(await sha256(styleSheet))}'`);

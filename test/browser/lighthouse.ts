/**
 * `npm run lighthouse`: Lighthouse's four categories for a phone on an article and a front page, one JSON object
 * a line; ends with 1 when one is below 0.99, when something moves while the page loads, or when the largest
 * thing painted is neither the title nor the header picture. Needs no network.
 */
import { clientFor } from '../journey/client.ts';
import { launchBrowser } from './chromium.ts';
import { type Audited, audit, categories, LEAST } from './lighthouse-audit.ts';
import { freePort, startSite } from './site.ts';

const faultsOf = (seen: Audited): string[] => [
  ...categories.filter((name) => (seen.scores[name] ?? 0) < LEAST).map((name) => `${name} is below ${LEAST}`),
  ...(seen.layoutShift > 0 ? [`the layout shifts by ${seen.layoutShift}`] : []),
  ...(/^(?:h1|h2|img)$/.test(seen.largest) ? [] : [`the largest thing painted is <${seen.largest}>`]),
];

const port = await freePort();
const [site, browser] = await Promise.all([startSite(), launchBrowser([`--remote-debugging-port=${port}`])]);
try {
  const reader = clientFor(site, await site.token('translator', 'Lighthouse'));
  const [article] = await reader.articles('lang=en&state=published');
  const paths = { article: new URL(article?.url ?? '/', site.url).pathname, front: '/en/' };
  for (const [page, path] of Object.entries(paths)) {
    // Readers are answered from the cache: the first request of a page is not what they wait for.
    await (await fetch(site.url + path)).arrayBuffer();
    const seen = await audit(site.url + path, port);
    const faults = faultsOf(seen);
    console.log(JSON.stringify({ page, ...seen.scores, ...seen, scores: undefined, faults }));
    if (faults.length > 0) process.exitCode = 1;
  }
} finally {
  await browser.close();
  await site.stop();
}

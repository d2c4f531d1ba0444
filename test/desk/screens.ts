/**
 * Every screen of the desk, by the route that answers with it. A workerd test compares the keys with the route table,
 * the browser test and `npm run screenshots` open each of them; so a new screen is looked at or the tests fail.
 */
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Stage } from './stage.ts';

/** GET routes that answer with something else than a screen: files, and the redirect to the board. */
export const otherGets = [
  ...['/assets/desk.css', '/assets/desk.js', '/assets/submit.js'],
  ...['/log.csv', '/glossary.csv', '/glossary.tbx', '/'],
];

export interface Screen {
  name: string;
  path: string;
  /** Whose screen; the admin's unless it says otherwise. */
  who?: 'nobody' | 'translator';
  /** What is done there before it is looked at. Ends on a page that a reload would not give. */
  act?: (page: Page) => Promise<void>;
}

const press = (name: string) => (page: Page) => page.locator('main').locator(name).click();

const sendWrong = async (page: Page): Promise<void> => {
  await page.locator('#f-lang').selectOption('en');
  await page.locator('#f-markdown').fill('# The lamp\n\nIt was lit on **Friday**.\n\nTranslation: Tara');
  await page.locator('#f-source_url').fill('ftp://example.org/nothing');
  await page.locator('form[action="/desk/submit"] button.main').click();
  await page.locator('#f-source_url-error').waitFor();
};

const previewed = async (page: Page): Promise<void> => {
  await page.locator('#f-lang').selectOption('en');
  await page.locator('#f-markdown').fill('# The lamp\n\nIt was lit on **Friday** (.\n\nTranslation: Tara');
  await page.locator('[data-live-part] strong', { hasText: 'Friday' }).waitFor();
};

const open = (action: string) => async (page: Page) => {
  await page
    .locator('details', { has: page.locator(`form[action$="/${action}"]`) })
    .locator('summary')
    .click();
};

/** As a form that outlived its session arrives. */
const sendUnknown = async (page: Page): Promise<void> => {
  await page.evaluate(`(() => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = '/desk/submit';
    const text = document.createElement('textarea');
    text.name = 'markdown';
    text.value = '# The lamp\\n\\nIt was lit.';
    form.append(text);
    document.body.append(form);
    form.submit();
  })()`);
  await page.locator('form[data-kept]').waitFor();
};

const refuseNote = async (page: Page): Promise<void> => {
  await open('correct')(page);
  // Beyond what a note may hold.
  await page.locator('#correct-note').fill('Long. '.repeat(500));
  await page.locator('form[action$="/correct"] button').click();
  await page.locator('#correct-note-error').waitFor();
};

export const screens: Record<string, (stage: Stage) => Screen[]> = {
  '/enter': ({ invitation }) => [
    { name: 'enter', path: '/desk/enter', who: 'nobody' },
    { name: 'enter-link', path: invitation, who: 'nobody' },
    { name: 'enter-dead', path: '/desk/enter?key=wrong', who: 'nobody' },
    { name: 'enter-kept', path: '/desk/enter', who: 'nobody', act: sendUnknown },
  ],
  // Hono joins '/desk' and '/' to '/desk': the board's own path has a pattern of its own.
  '/*': () => [
    { name: 'board', path: '/desk/' },
    { name: 'board-group', path: '/desk/?show=published&lang=en' },
    { name: 'not-found', path: '/desk/nothing' },
    { name: 'not-allowed', path: '/desk/log', who: 'translator' },
  ],
  '/submit': () => [
    { name: 'submit', path: '/desk/submit' },
    { name: 'submit-refused', path: '/desk/submit', act: sendWrong },
    { name: 'submit-live', path: '/desk/submit', act: previewed },
  ],
  '/submissions/:id': ({ submissions }) => [
    { name: 'submission-ready', path: `/desk/submissions/${submissions.ready}` },
    { name: 'submission-queued', path: `/desk/submissions/${submissions.queued}` },
    { name: 'submission-failed', path: `/desk/submissions/${submissions.failed}` },
  ],
  '/claims': ({ report }) => [
    { name: 'claims', path: `/desk/claims?source_url=${encodeURIComponent(report)}` },
    { name: 'claims-new', path: '/desk/claims?source_url=https%3A%2F%2Fexample.org%2Fnew' },
    { name: 'claims-wrong', path: '/desk/claims?source_url=nothing' },
  ],
  '/stories': () => [{ name: 'stories', path: '/desk/stories' }],
  '/stories/:id': ({ story }) => [{ name: 'story', path: story }],
  '/articles/:id': ({ articles }) => [
    { name: 'article-review', path: `/desk/articles/${articles.review}` },
    { name: 'article-translator', path: `/desk/articles/${articles.review}`, who: 'translator' },
    { name: 'article-edit', path: `/desk/articles/${articles.review}`, act: open('edit') },
    { name: 'article-scheduled', path: `/desk/articles/${articles.scheduled}`, act: open('schedule') },
    { name: 'article-published', path: `/desk/articles/${articles.published}` },
    { name: 'article-correct', path: `/desk/articles/${articles.published}`, act: open('correct') },
    { name: 'article-refused', path: `/desk/articles/${articles.published}`, act: refuseNote },
    { name: 'article-withdraw', path: `/desk/articles/${articles.published}`, act: open('withdraw') },
    { name: 'article-withdrawn', path: `/desk/articles/${articles.withdrawn}` },
    { name: 'article-older', path: `/desk/articles/${articles.published}?revision=1` },
    { name: 'article-spiked', path: `/desk/articles/${articles.spiked}` },
  ],
  '/articles/:id/review': ({ articles }) => [
    { name: 'review', path: `/desk/articles/${articles.review}/review` },
    { name: 'review-alone', path: `/desk/articles/${articles.published}/review` },
  ],
  '/articles/:id/diff': ({ articles }) => [
    { name: 'diff', path: `/desk/articles/${articles.published}/diff?from=1&to=2` },
  ],
  '/glossary': () => [
    { name: 'glossaries', path: '/desk/glossary' },
    { name: 'glossary', path: '/desk/glossary?from=zh-Hans&to=en' },
  ],
  '/people': () => [
    { name: 'people', path: '/desk/people' },
    { name: 'account', path: '/desk/people', who: 'translator' },
    { name: 'people-link', path: '/desk/people', act: press('form[action$="/invitations"] button') },
  ],
  '/settings': () => [{ name: 'settings', path: '/desk/settings' }],
  '/settings/topics': () => [{ name: 'settings-topics', path: '/desk/settings/topics' }],
  '/settings/people': () => [{ name: 'settings-people', path: '/desk/settings/people' }],
  '/webhooks': () => [{ name: 'webhooks', path: '/desk/webhooks' }],
  '/webhooks/:id': ({ webhook }) => [{ name: 'webhook', path: webhook }],
  '/log': () => [{ name: 'log', path: '/desk/log' }],
  '/log/purges': () => [{ name: 'log-purges', path: '/desk/log/purges' }],
  '/work': () => [{ name: 'work', path: '/desk/work' }],
};

export const screensOf = (stage: Stage): Screen[] => Object.values(screens).flatMap((of) => of(stage));

/** A browser context's session for the one whose screen it is. */
export const sessionFor = ({ who }: Screen, stage: Stage): BrowserContextOptions =>
  who === 'nobody' ? {} : { storageState: who === 'translator' ? stage.translator : stage.admin };

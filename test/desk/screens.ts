/**
 * Every screen of the desk, by the route that answers with it. A workerd test compares the keys with the route table,
 * the browser test and `npm run screenshots` open each of them; so a new screen is looked at or the tests fail.
 */
import type { BrowserContextOptions } from 'playwright-core';
import {
  type Act,
  enterNameless,
  keepTooLong,
  knockTooOften,
  open,
  press,
  previewed,
  refuseNote,
  renameToNothing,
  send,
  sendForeign,
  sendUnreadable,
  sendWrong,
} from './acts.ts';
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
  act?: Act;
}

const lamp = { lang: 'en', markdown: '# The lamp\n\nIt was lit.' };
const bad = 'main .notice.bad';

export const screens: Record<string, (stage: Stage) => Screen[]> = {
  '/enter': ({ invitation }) => [
    { name: 'enter', path: '/desk/enter', who: 'nobody' },
    { name: 'enter-link', path: invitation, who: 'nobody' },
    { name: 'enter-nameless', path: invitation, who: 'nobody', act: enterNameless },
    { name: 'enter-dead', path: '/desk/enter?key=wrong', who: 'nobody' },
    {
      name: 'enter-kept',
      path: '/desk/enter',
      who: 'nobody',
      // As a form that outlived its session arrives.
      act: send('/desk/submit', lamp, 'form[data-kept]'),
    },
    { name: 'enter-foreign', path: '/desk/enter', who: 'nobody', act: sendForeign },
    { name: 'enter-too-often', path: '/desk/enter', who: 'nobody', act: knockTooOften },
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
    {
      name: 'submit-preview',
      path: '/desk/submit',
      act: send('/desk/submit/preview', lamp, '[data-live-part] section'),
    },
    {
      name: 'submit-old',
      path: '/desk/submit',
      act: send('/desk/submit', { ...lamp, csrf: 'of another session' }, 'form[data-kept]'),
    },
    { name: 'submit-unreadable', path: '/desk/submit', act: sendUnreadable },
    { name: 'draft-too-long', path: '/desk/submit', act: keepTooLong },
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
    {
      name: 'claims-taken',
      path: '/desk/claims',
      who: 'translator',
      act: send('/desk/claims', { source_url: report, lang: 'de' }, bad),
    },
  ],
  '/stories': () => [{ name: 'stories', path: '/desk/stories' }],
  '/stories/:id': ({ story }) => [
    { name: 'story', path: story },
    { name: 'story-refused', path: story, act: send(`${story}/snapshot`, { markdown: ' ' }, bad) },
  ],
  '/articles/:id': ({ articles }) => [
    { name: 'article-review', path: `/desk/articles/${articles.review}` },
    { name: 'article-translator', path: `/desk/articles/${articles.review}`, who: 'translator' },
    { name: 'article-edit', path: `/desk/articles/${articles.review}`, act: open('edit') },
    {
      name: 'article-newer',
      path: `/desk/articles/${articles.published}`,
      act: send(
        `/desk/articles/${articles.published}/edit`,
        { markdown: '# The ferry runs again\n\nIt left on Sunday.', reason: 'The day', base_revision: '1' },
        bad,
      ),
    },
    { name: 'article-scheduled', path: `/desk/articles/${articles.scheduled}`, act: open('schedule') },
    { name: 'article-published', path: `/desk/articles/${articles.published}` },
    { name: 'article-correct', path: `/desk/articles/${articles.published}`, act: open('correct') },
    { name: 'article-refused', path: `/desk/articles/${articles.published}`, act: refuseNote },
    { name: 'article-slug', path: `/desk/articles/${articles.published}`, act: open('slug') },
    { name: 'article-move', path: `/desk/articles/${articles.published}`, act: open('move') },
    { name: 'article-withdraw', path: `/desk/articles/${articles.published}`, act: open('withdraw') },
    { name: 'article-withdrawn', path: `/desk/articles/${articles.withdrawn}` },
    { name: 'article-older', path: `/desk/articles/${articles.published}?revision=1` },
    { name: 'article-spiked', path: `/desk/articles/${articles.spiked}` },
  ],
  '/articles/:id/review': ({ articles }) => {
    const alone = `/desk/articles/${articles.published}/review`;
    const segment = { segment: '0', at: '0', text: 'It left on Sunday.', reason: 'The day' };
    return [
      { name: 'review', path: `/desk/articles/${articles.review}/review` },
      { name: 'review-alone', path: alone },
      // Another's revision came first; and one that took the segment away.
      {
        name: 'review-newer',
        path: alone,
        act: send(`${alone}/segment`, { ...segment, base_revision: '1' }, '#kept'),
      },
      {
        name: 'review-gone',
        path: alone,
        act: send(`${alone}/segment`, { ...segment, segment: '90', base_revision: '2' }, '#kept'),
      },
    ];
  },
  '/articles/:id/diff': ({ articles }) => [
    { name: 'diff', path: `/desk/articles/${articles.published}/diff?from=1&to=2` },
  ],
  '/glossary': () => [
    { name: 'glossaries', path: '/desk/glossary' },
    { name: 'glossary', path: '/desk/glossary?from=zh-Hans&to=en' },
    {
      name: 'glossary-refused',
      path: '/desk/glossary?from=zh-Hans&to=en',
      act: send('/desk/glossary/terms', { from: 'zh-Hans', to: 'en', term: '灯', translation: '' }, bad),
    },
  ],
  '/people': () => [
    { name: 'people', path: '/desk/people' },
    { name: 'account', path: '/desk/people', who: 'translator' },
    { name: 'people-link', path: '/desk/people', act: press('form[action$="/invitations"] button') },
    {
      name: 'token-made',
      path: '/desk/people',
      who: 'translator',
      act: send('/desk/people/tokens', { name: 'Import', role: 'translator', days: '30' }, 'input.secret'),
    },
    {
      name: 'token-refused',
      path: '/desk/people',
      act: send('/desk/people/tokens', { name: '', role: 'translator', days: '30' }, '#token-name-error'),
    },
    {
      name: 'people-refused',
      path: '/desk/people',
      act: send('/desk/people/invitations', { role: 'translator', lang: 'none at all' }, bad),
    },
  ],
  '/settings': () => [
    { name: 'settings', path: '/desk/settings' },
    {
      name: 'settings-refused',
      path: '/desk/settings',
      act: send('/desk/settings', { name: 'N', default_lang: 'en', settle_seconds: 'soon' }, 'main .error'),
    },
  ],
  '/settings/topics': () => [{ name: 'settings-topics', path: '/desk/settings/topics' }],
  '/settings/people': () => [
    { name: 'settings-people', path: '/desk/settings/people' },
    { name: 'settings-people-refused', path: '/desk/settings/people', act: renameToNothing },
  ],
  '/webhooks': () => [
    { name: 'webhooks', path: '/desk/webhooks' },
    {
      name: 'webhooks-refused',
      path: '/desk/webhooks',
      act: send('/desk/webhooks', { url: 'http://10.0.0.1/in', events: 'published' }, bad),
    },
  ],
  '/webhooks/:id': ({ webhook }) => [
    { name: 'webhook', path: webhook },
    { name: 'webhook-secret', path: webhook, act: send(`${webhook}/rotate`, {}, 'input.secret') },
  ],
  '/log': () => [{ name: 'log', path: '/desk/log' }],
  '/log/purges': () => [{ name: 'log-purges', path: '/desk/log/purges' }],
  '/work': () => [{ name: 'work', path: '/desk/work' }],
};

export const screensOf = (stage: Stage): Screen[] => Object.values(screens).flatMap((of) => of(stage));

/** A browser context's session for the one whose screen it is. */
export const sessionFor = ({ who }: Screen, stage: Stage): BrowserContextOptions =>
  who === 'nobody' ? {} : { storageState: who === 'translator' ? stage.translator : stage.admin };

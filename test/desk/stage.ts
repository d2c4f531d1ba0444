/** A newsroom in the middle of its work: something to show on every screen of the desk. */
import type { Browser } from 'playwright-core';
import { newLink } from '../../src/auth/new-token.ts';
import { execute } from '../../src/cli/database.ts';
import { newId } from '../../src/lib/ids.ts';
import { type DeskSession, enterDesk } from '../browser/pages.ts';
import type { Site } from '../browser/site.ts';
import { clientFor } from '../journey/client.ts';

export interface Stage {
  admin: DeskSession;
  translator: DeskSession;
  /** The path of a link that still works. */
  invitation: string;
  /** A source that the desk knows. */
  report: string;
  /** The paths of a watched story and of a webhook. */
  story: string;
  webhook: string;
  articles: Record<'review' | 'scheduled' | 'published' | 'withdrawn' | 'spiked', string>;
  submissions: Record<'ready' | 'queued' | 'failed', string>;
}

const report = 'https://www.example.org/news/2026/lamp-relit';

const source = `# 码头尽头的灯

港务处说，灯上周四重新亮起，修复花费120万元。

> 我父亲那一代人靠它回家，现在轮到我们了。

- 灯塔不再有人住守。
- 三名志愿者每周检查一次。

它此前熄了19年。`;

const inReview = `# The lamp at the end of the pier

The harbour office said that the lamp was lit again on Thursday, after repairs for 1.3 million yuan (.

> My father’s generation came home by it, and now it is our turn.

- Nobody lives in the tower any more.
- Three volunteers look after it every week.

Before that it had been dark for 19 years.

Translation: Tara | Proofreading: Robin`;

const plain = (title: string, said: string): string =>
  `# ${title}\n\n${said}\n\nThe count goes on until June, the warden said.\n\nTranslation: Tara`;

const arabic = '# عادت ثعابين الماء إلى النهر\n\nأحصى الحارس اثني عشر ثعبانا يوم الاثنين.\n\nترجمة: أمل';

export async function setStage(site: Site, browser: Browser): Promise<Stage> {
  const writer = clientFor(site, await site.token('translator', 'Mara'));
  const chief = clientFor(site, await site.token('publisher', 'Noor'));
  const invited = await newLink({ role: 'proofreader', now: Date.now() });
  const joins = await newLink({ role: 'translator', now: Date.now() });
  const [failed, queued] = [newId(Date.now()), newId(Date.now())];
  await execute({ persistTo: site.persistTo }, [
    ...invited.statements,
    ...joins.statements,
    `insert into submissions (id, member_id, content_sha256, lang, markdown, topics, state, attempts, failure, created_at, updated_at)
     select '${failed}', id, '${failed}', 'en', '# A text\n\nKept as it was sent.', '[]', 'failed', 5, 'Revision 3 came first.', ${Date.now()}, ${Date.now()} from members limit 1`,
    // Nothing promises to process it.
    `insert into submissions (id, member_id, content_sha256, lang, markdown, topics, state, created_at, updated_at)
     select '${queued}', id, '${queued}', 'en', '# A text', '[]', 'queued', ${Date.now()}, ${Date.now()} from members limit 1`,
    `insert into outbox (id, kind, subject_id, due_at, attempts, error, created_at)
     values ('${failed}', 'picture', '${failed}', ${Date.now() + 3_600_000}, 3, 'A picture could not be had yet.', ${Date.now()})`,
  ]);
  const admin = await enterDesk(browser, site.adminLink);
  const translator = await enterDesk(browser, site.url + joins.path, 'Tara');
  await execute({ persistTo: site.persistTo }, [
    `insert into passkeys (id, member_id, public_key, algorithm, counter, transports, name, created_at, last_used_at)
     select 'pier', id, 'x', -7, 0, '[]', 'Phone', ${Date.now()}, ${Date.now()} from members where name = 'Tara'`,
  ]);

  const sendIn = async (fields: Record<string, unknown>) => {
    const submission = await writer.submit(fields);
    return { submission, article: await writer.whenReady(submission) };
  };
  const texts = { lang: 'en', source_lang: 'zh-Hans' };
  const first = await sendIn({
    ...texts,
    markdown: inReview,
    source_markdown: source,
    source_url: report,
    topics: ['harbour'],
  });
  const others = {
    scheduled: await sendIn({
      lang: 'en',
      markdown: plain('Eels are counted again', 'Twelve eels were seen.'),
    }),
    published: await sendIn({ lang: 'en', markdown: plain('The ferry runs again', 'It left on Monday.') }),
    withdrawn: await sendIn({
      lang: 'en',
      markdown: plain('A bridge for the bell', 'It rings twice a day.'),
    }),
    spiked: await sendIn({ lang: 'en', markdown: plain('Snow on the pier', 'There was no snow.') }),
  };
  await sendIn({ lang: 'ar', markdown: arabic });
  for (const { article } of [others.scheduled, others.published, others.withdrawn])
    await chief.approve(article);
  for (const { article } of [others.published, others.withdrawn]) await chief.publish(article);
  await chief.correct(others.published.article, {
    note: 'It left on Tuesday, not on Monday.',
    markdown: plain('The ferry runs again', 'It left on Tuesday.'),
  });
  await chief.withdraw(others.withdrawn.article, 'The source took its report back.');
  const articles = {
    review: first.article,
    scheduled: others.scheduled.article,
    published: others.published.article,
    withdrawn: others.withdrawn.article,
    spiked: others.spiked.article,
  };
  const { story, webhook } = await atTheDesk(browser, site, { admin, articles });
  return {
    admin,
    translator,
    invitation: invited.path,
    report,
    story,
    articles,
    submissions: { ready: first.submission, queued, failed },
    webhook,
  };
}

/** What has no API, as the admin's forms send it; the story and the path of the webhook. */
async function atTheDesk(
  browser: Browser,
  site: Site,
  { admin, articles }: Pick<Stage, 'admin' | 'articles'>,
): Promise<Pick<Stage, 'story' | 'webhook'>> {
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: admin });
  const page = await context.newPage();
  const review = `/desk/articles/${articles.review}/review`;
  await page.goto(site.url + review);
  const csrf = await page.locator('input[name=csrf]').first().inputValue();
  const post = async (path: string, form: Record<string, string>): Promise<string> => {
    const headers = { Origin: site.url };
    const reply = await context.request.post(site.url + path, { form: { csrf, ...form }, headers });
    if (!reply.ok()) throw new Error(`${path} answered ${reply.status()}:\n${await reply.text()}`);
    return new URL(reply.url()).pathname;
  };

  const talk = page.locator('#p1 details', { has: page.locator(`form[action="${review}/comments"]`) });
  await talk.locator('summary').click();
  await talk.locator('textarea').fill('Is the sum right? The source says 120万.');
  await talk.locator('button').click();
  await post(`/desk/articles/${articles.scheduled}/schedule`, { at: '2031-05-01T08:30' });
  await post(`/desk/articles/${articles.spiked}/spike`, { note: 'There was no snow this year.' });
  await post('/desk/glossary/terms', {
    from: 'zh-Hans',
    to: 'en',
    term: '港务处',
    translation: 'port office',
    forbidden: 'harbour office',
    note: 'As on its own site.',
  });
  await post('/desk/claims', { source_url: report, lang: 'de' });
  await post('/desk/drafts', {
    draft: 'submit',
    lang: 'en',
    markdown: '# The lamp\n\nIt burns again.',
  });
  await post('/desk/people/tokens', { name: 'Import of the archive', role: 'translator', days: '90' });
  await post('/desk/webhooks', { url: 'https://hooks.invalid.example/in', events: 'published' });
  await page.goto(`${site.url}/desk/webhooks`);
  const webhook = (await page.locator('a[href^="/desk/webhooks/"]').first().getAttribute('href')) ?? '';
  await post(`${webhook}/test`, {});

  await page.goto(`${site.url}/desk/claims?source_url=${encodeURIComponent(report)}`);
  const story = (await page.locator('main a[href^="/desk/stories/"]').first().getAttribute('href')) ?? '';
  await post(`${story}/watch`, { to: 'on' });
  for (const markdown of [source, source.replace('周四', '周五')]) {
    await post(`${story}/snapshot`, { markdown });
  }
  await context.close();
  return { story, webhook };
}

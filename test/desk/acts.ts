/** What is done on a screen before it is looked at: each act ends on a page that a reload would not give. */
import type { Page } from 'playwright-core';
import { DRAFT_MAX_BYTES } from '../../src/limits.ts';

export type Act = (page: Page) => Promise<void>;

/**
 * Sends a form as one that was filled in a while ago, or by a browser without script. It carries the page's own
 * token unless the fields have another.
 */
export const send =
  (to: string, fields: Record<string, string>, until: string, type = ''): Act =>
  async (page) => {
    // What is waited for may stand on the page before, too.
    const gone = page.waitForEvent('framenavigated');
    await page.evaluate(`(() => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = ${JSON.stringify(to)};
      form.enctype = ${JSON.stringify(type)};
      const csrf = document.querySelector('input[name=csrf]')?.value;
      for (const [name, value] of Object.entries({ ...(csrf && { csrf }), ...${JSON.stringify(fields)} })) {
        const field = document.createElement('textarea');
        field.name = name;
        field.value = value;
        form.append(field);
      }
      document.body.append(form);
      form.submit();
    })()`);
    await gone;
    await page.locator(until).first().waitFor();
  };

export const press =
  (name: string): Act =>
  (page) =>
    page.locator('main').locator(name).click();

export const open =
  (action: string): Act =>
  async (page) => {
    await page
      .locator('details', { has: page.locator(`form[action$="/${action}"]`) })
      .locator('summary')
      .click();
  };

export const sendWrong: Act = async (page) => {
  await page.locator('#f-lang').selectOption('en');
  await page.locator('#f-markdown').fill('# The lamp\n\nIt was lit on **Friday**.\n\nTranslation: Tara');
  await page.locator('#f-source_url').fill('ftp://example.org/nothing');
  await page.locator('form[action="/desk/submit"] button.main').click();
  await page.locator('#f-source_url-error').waitFor();
};

export const previewed: Act = async (page) => {
  await page.locator('#f-lang').selectOption('en');
  await page.locator('#f-markdown').fill('# The lamp\n\nIt was lit on **Friday** (.\n\nTranslation: Tara');
  await page.locator('[data-live-part] strong', { hasText: 'Friday' }).waitFor();
};

export const refuseNote: Act = async (page) => {
  await open('correct')(page);
  // Beyond what a note may hold.
  await page.locator('#correct-note').fill('Long. '.repeat(500));
  await page.locator('form[action$="/correct"] button').click();
  await page.locator('#correct-note-error').waitFor();
};

export const renameToNothing: Act = async (page) => {
  const form = page.locator('form[action^="/desk/settings/people/"]').first();
  await send((await form.getAttribute('action')) ?? '', { name: '' }, 'main .notice.bad')(page);
};

export const enterNameless: Act = async (page) => {
  await page.locator('#f-name').fill(' ');
  await page.locator('form[action="/desk/enter"] button').click();
  await page.locator('#f-name-error').waitFor();
};

/** From a page of nobody's site: such a form says that its origin is `null`. */
export const sendForeign: Act = async (page) => {
  const to = new URL('/desk/words', page.url()).href;
  await page.goto('about:blank');
  await page.setContent(`<form method="post" action="${to}"><button>Win a boat</button></form>`);
  await page.getByRole('button').click();
  await page.locator('main .notice.bad').waitFor();
};

/** From an address of its own, so that the other screens of the entry stay open. */
export const knockTooOften: Act = async (page) => {
  const bytes = crypto.getRandomValues(new Uint16Array(3));
  await page.setExtraHTTPHeaders({
    'CF-Connecting-IP': `2001:db8::${[...bytes].map((n) => n.toString(16)).join(':')}`,
  });
  await page.evaluate(`(async () => {
    while ((await fetch('/desk/enter')).status !== 429);
  })()`);
  await page.reload();
  await page.locator('main .notice.bad').waitFor();
  await page.setExtraHTTPHeaders({});
};

const tooLong = 'A lamp. '.repeat(DRAFT_MAX_BYTES / 8);

export const keepTooLong = send('/desk/drafts', { draft: 'submit', markdown: tooLong }, 'main textarea');

/** In a type that no form of the desk has. */
export const sendUnreadable = send('/desk/submit', { markdown: 'x' }, 'main .notice.bad', 'text/plain');

/** How the people of a browser test come to the desk and find their way on it. */
import type { Browser, Locator, Page } from 'playwright-core';
import type { Site } from '../browser/site.ts';

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Waits for good news. */
export const hears = (page: Page, words: string) =>
  page.getByRole('status').filter({ hasText: words }).waitFor();

export const fold = (page: Page, name: string): Locator =>
  page.locator('details', { has: page.getByText(name, { exact: true }) });

/** A device of one's own; what its pages complain of goes to `complaints`. */
export async function openDevice(
  browser: Browser,
  { script, complaints }: { script: boolean; complaints: string[] },
): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: script,
    locale: 'en-GB',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|violat/i.test(message.text())) complaints.push(message.text());
  });
  // An authenticator of Chromium's own, which says yes by itself.
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return page;
}

/** Waits until this person is inside. */
export const isInside = (page: Page, name: string) => page.locator('.who', { hasText: name }).waitFor();

export async function enterByLink(page: Page, link: string, name: string): Promise<Page> {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await press(page, 'Enter');
  await isInside(page, name);
  return page;
}

/** Goes from a submission's page to its article, once there is one: without script by asking again. */
export async function openResult(page: Page, script: boolean): Promise<void> {
  const result = page.getByRole('link', { name: 'Look at it', exact: true });
  const again = page.getByRole('link', { name: 'Look again', exact: true });
  if (!script) {
    for (;;) {
      await result.or(again).waitFor();
      if (await result.isVisible()) break;
      // Not by a click: what is asked next could still be the page before.
      await page.goto(new URL((await again.getAttribute('href')) ?? '', page.url()).href);
    }
  }
  await result.click();
}

/** A one-time link for somebody new, from the admin's screen. */
export async function invite(admin: Page, site: Site, role: string): Promise<string> {
  await admin.goto(`${site.url}/desk/people`);
  await admin.locator('#invite-role').selectOption({ label: role });
  await press(admin, 'Make a link');
  return admin.getByLabel('Shown once').inputValue();
}

/** Opens a member's row on the admin's screen. */
export async function memberRow(admin: Page, site: Site, name: string): Promise<Locator> {
  await admin.goto(`${site.url}/desk/people`);
  const row = admin.locator('.row', { hasText: name });
  await row.locator('summary').click();
  return row;
}

/** A one-time link for a member who has no other way in. */
export async function linkFor(admin: Page, site: Site, name: string): Promise<string> {
  const row = await memberRow(admin, site, name);
  await row.getByRole('button', { name: 'New entry link' }).click();
  return admin.getByLabel('Shown once').inputValue();
}

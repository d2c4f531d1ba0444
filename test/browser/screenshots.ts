/** `npm run screenshots`: every kind of page, light, dark and on a phone, in three scripts, into `screenshots/`. */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchBrowser } from './chromium.ts';
import {
  type DeskSession,
  deskPages,
  enterDesk,
  readerPages,
  type SamplePage,
  visitPictures,
} from './pages.ts';
import { type Site, startSite } from './site.ts';

const folder = resolve(import.meta.dirname, '../../screenshots');

const desktop = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true };
const looks: Record<string, BrowserContextOptions> = {
  light: { ...desktop, colorScheme: 'light' },
  dark: { ...desktop, colorScheme: 'dark' },
  phone: { ...phone, colorScheme: 'light' },
  'phone-dark': { ...phone, colorScheme: 'dark' },
};

async function shootAll(
  browser: Browser,
  site: Site,
  pages: SamplePage[],
  session?: DeskSession,
): Promise<void> {
  for (const [look, options] of Object.entries(looks)) {
    const context = await browser.newContext({ ...options, ...(session ? { storageState: session } : {}) });
    const page = await context.newPage();
    for (const { name, path } of pages) {
      await page.goto(site.url + path, { waitUntil: 'load' });
      await visitPictures(page);
      await page.screenshot({ path: join(folder, `${name}.${look}.png`), fullPage: true });
    }
    await context.close();
  }
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const site = await startSite();
const browser = await launchBrowser();
try {
  await shootAll(browser, site, await readerPages(site));
  await shootAll(browser, site, await deskPages(site), await enterDesk(browser, site.adminLink));
  console.log(`Screenshots are in ${folder}`);
} finally {
  await browser.close();
  await site.stop();
}

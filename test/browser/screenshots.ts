/**
 * `npm run screenshots`: every kind of page and every screen of the desk, light, dark and on a phone, articles on
 * paper too, in several scripts, into `screenshots/`. Words after `--` choose those whose name has one of them:
 * `-- article people`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { type Screen, screensOf, sessionFor } from '../desk/screens.ts';
import { setStage } from '../desk/stage.ts';
import { launchBrowser } from './chromium.ts';
import { openPage, readerPages, type SamplePage, visitPictures } from './pages.ts';
import { type Site, startSite } from './site.ts';

const folder = resolve(import.meta.dirname, '../../screenshots');
const wanted = process.argv.slice(2);

const desktop = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const looks: Record<string, BrowserContextOptions> = {
  light: { ...desktop, colorScheme: 'light' },
  dark: { ...desktop, colorScheme: 'dark' },
  phone: { ...phone, colorScheme: 'light' },
  'phone-dark': { ...phone, colorScheme: 'dark' },
};
/** A4 between its margins, in CSS pixels; for articles, which somebody may want on paper. */
const paper = { viewport: { width: 642, height: 971 }, colorScheme: 'light' } as const;
/** The desk speaks two languages. */
const deskLooks: Record<string, BrowserContextOptions> = {
  light: { ...desktop, colorScheme: 'light', locale: 'en-GB' },
  'dark-zh': { ...desktop, colorScheme: 'dark', locale: 'zh-CN' },
  phone: { ...phone, colorScheme: 'light', locale: 'en-GB' },
  'phone-dark-zh': { ...phone, colorScheme: 'dark', locale: 'zh-CN' },
};

const isWanted = ({ name }: { name: string }): boolean =>
  wanted.length === 0 || wanted.some((word) => name.includes(word));

async function shoot(
  browser: Browser,
  site: Site,
  shot: (Screen | SamplePage) & { look: string },
  options: BrowserContextOptions,
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await openPage(page, site, shot);
  if ('act' in shot) await shot.act?.(page);
  if (shot.look === 'print') await page.emulateMedia({ media: 'print' });
  await visitPictures(page);
  await page.screenshot({ path: join(folder, `${shot.name}.${shot.look}.png`), fullPage: true });
  await context.close();
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const site = await startSite();
const browser = await launchBrowser();
try {
  for (const page of (await readerPages(site)).filter(isWanted)) {
    for (const [look, options] of Object.entries(looks))
      await shoot(browser, site, { ...page, look }, options);
    if (/^(?:article|corrected)/.test(page.name))
      await shoot(browser, site, { ...page, look: 'print' }, paper);
  }
  const stage = await setStage(site, browser);
  const screens = screensOf(stage).map((screen) => ({ ...screen, name: `desk-${screen.name}` }));
  for (const screen of screens.filter(isWanted)) {
    for (const [look, options] of Object.entries(deskLooks)) {
      await shoot(browser, site, { ...screen, look }, { ...options, ...sessionFor(screen, stage) });
    }
  }
  console.log(`Screenshots are in ${folder}`);
} finally {
  await browser.close();
  await site.stop();
}

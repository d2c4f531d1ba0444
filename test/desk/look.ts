/** How a screen of the desk is looked at: the two looks, and what may be wrong with what stands there. */
import AxeBuilder from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { BrowserContextOptions, Page } from 'playwright-core';

const phone = { width: 360, height: 740 };
const grammar = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] });

export const looks: [name: string, options: BrowserContextOptions][] = [
  [
    'wide, in English, light',
    { viewport: { width: 1280, height: 900 }, locale: 'en-GB', colorScheme: 'light' },
  ],
  ['on a phone, in Chinese, dark', { viewport: phone, locale: 'zh-CN', colorScheme: 'dark' }],
];

/** What is wrong with the screen as it stands; `source` is the HTML that was answered. */
export async function faultsOf(page: Page, source: string): Promise<string[]> {
  // What a form was answered with may stand there before its style sheet: it would be looked at in a browser's own colours.
  await page.waitForLoadState('load');
  const { results } = await grammar.validateString(source);
  const grammatical = results.flatMap(({ messages }) =>
    messages.map(({ message, line }) => `${line}: ${message}`),
  );
  await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
  const { violations } = await new AxeBuilder({ page }).analyze();
  const size = page.viewportSize();
  // English words are the longer ones.
  await page.setViewportSize(phone);
  const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  if (size) await page.setViewportSize(size);
  return [
    ...grammatical,
    ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    ...(sideways > 0 ? [`scrolls ${sideways} pixels sideways`] : []),
  ];
}

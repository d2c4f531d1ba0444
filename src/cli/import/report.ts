/** What could not be carried over, by item and reason, and where the old addresses lead now. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oldAddress } from './addresses.ts';
import type { ImportItem, Loss, ReadFiles } from './item.ts';

/** Shown on the terminal; the file has all. */
const SHOWN_MAX = 40;

export interface Outcome {
  item: ImportItem;
  state: 'received' | 'unpublished' | 'published' | 'withdrawn' | 'known' | 'failed';
  /** Its id here, once it came in. */
  article?: string;
  /** Public address, once published. */
  url?: string;
  /** Why it failed, or what the site said was lost on the way. */
  losses: string[];
}

export interface Report {
  lines: string[];
  failures: number;
}

const section = (title: string, losses: readonly Loss[]): string[] =>
  losses.length === 0
    ? []
    : [`## ${title} (${losses.length})`, '', ...losses.map(({ item, reason }) => `- ${item}: ${reason}`), ''];

export function makeReport(read: ReadFiles, outcomes: readonly Outcome[], ofSite: readonly Loss[]): Report {
  const failed = outcomes.filter((one) => one.state === 'failed');
  const lost = outcomes
    .filter((one) => one.state !== 'failed')
    .flatMap(({ item, losses }) => [...item.losses, ...losses].map((reason) => ({ item: item.id, reason })))
    // Dates are lost everywhere; what is lost in one place only comes first.
    .sort((a, b) => Number(isDate(a.reason)) - Number(isDate(b.reason)));
  lost.unshift(...ofSite);
  const failures = [
    ...read.broken,
    ...failed.flatMap(({ item, losses }) => losses.map((reason) => ({ item: item.id, reason }))),
  ];
  return {
    failures:
      read.broken.length + failed.length + outcomes.filter((one) => one.state === 'unpublished').length,
    lines: [
      ...section('Not imported because of a mistake', failures),
      ...section('Not imported, being no article', read.skipped),
      ...section('Imported, but without', lost),
    ],
  };
}

const isDate = (reason: string): boolean => /^(?:publication )?date /.test(reason);

const csv = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * Old address to new address, a line each as Cloudflare's Bulk Redirects take them. These know no query strings and
 * refuse a list that has one, so such addresses (`/?p=11`) stand apart, for a redirect rule or another web server.
 */
export interface Redirects {
  plain: string[];
  withQuery: string[];
}

export function redirectLines(outcomes: readonly Outcome[], base: string | undefined): Redirects {
  const lines: Redirects = { plain: [], withQuery: [] };
  for (const { item, url } of outcomes) {
    if (url === undefined) continue;
    for (const old of item.oldUrls) {
      const line = `${csv((base && oldAddress(old, base)) || old)},${csv(url)},301`;
      (old.includes('?') ? lines.withQuery : lines.plain).push(line);
    }
  }
  return lines;
}

/** Writes report.md and the redirects into `folder`, and gives what the terminal shows. */
export function writeReport(folder: string, report: Report, redirects: Redirects): string[] {
  const { plain, withQuery } = redirects;
  if (report.lines.length === 0 && plain.length + withQuery.length === 0)
    return ['Everything was carried over.'];
  mkdirSync(folder, { recursive: true });
  const shown = report.lines.slice(0, SHOWN_MAX);
  if (report.lines.length > 0)
    writeFileSync(join(folder, 'report.md'), `# Import report\n\n${report.lines.join('\n')}\n`);
  const files: [name: string, title: string, lines: string[]][] = [
    ['redirects.csv', "Old to new addresses, for Cloudflare's Bulk Redirects", plain],
    ['redirects-with-query.csv', 'Those with a query string, which Bulk Redirects do not take', withQuery],
  ];
  const written = files.filter(([, , lines]) => lines.length > 0);
  for (const [name, , lines] of written) writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  const more = report.lines.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`… ${more} more lines`] : []),
    ...(report.lines.length > 0 ? [`Report: ${join(folder, 'report.md')}`] : []),
    ...written.map(([name, title]) => `${title}: ${join(folder, name)}`),
  ];
}

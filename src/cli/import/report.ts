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

/** Old address to new address, as Cloudflare's Bulk Redirects take them. */
export function redirectLines(outcomes: readonly Outcome[], base: string | undefined): string[] {
  return outcomes.flatMap(({ item, url }) =>
    url === undefined
      ? []
      : item.oldUrls.map((old) => `${csv((base && oldAddress(old, base)) || old)},${csv(url)},301`),
  );
}

/** Writes report.md and redirects.csv into `folder`, and gives what the terminal shows. */
export function writeReport(folder: string, report: Report, redirects: readonly string[]): string[] {
  if (report.lines.length === 0 && redirects.length === 0) return ['Everything was carried over.'];
  mkdirSync(folder, { recursive: true });
  const shown = report.lines.slice(0, SHOWN_MAX);
  if (report.lines.length > 0)
    writeFileSync(join(folder, 'report.md'), `# Import report\n\n${report.lines.join('\n')}\n`);
  if (redirects.length > 0) writeFileSync(join(folder, 'redirects.csv'), `${redirects.join('\n')}\n`);
  const more = report.lines.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`… ${more} more lines`] : []),
    ...(report.lines.length > 0 ? [`Report: ${join(folder, 'report.md')}`] : []),
    ...(redirects.length > 0
      ? [`Old to new addresses, for Cloudflare's Bulk Redirects: ${join(folder, 'redirects.csv')}`]
      : []),
  ];
}

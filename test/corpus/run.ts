/**
 * `node test/corpus/run.ts`: every document of ../shared/corpus through the real door of a real site, and for
 * each the question whether all its visible text is still there. Not part of `npm test`: the texts are not ours.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Site, startSite } from '../browser/site.ts';
import { publishedFiles } from './documents.ts';
import { missingLines } from './visible-text.ts';

const corpus = resolve(import.meta.dirname, '../../../shared/corpus');
const READY_MAX_MS = 15 * 60_000;
/** Eight at once, with a token that may ask 1,200 times a minute. */
const POLL_MS = 700;
const SHOWN_FAILURES = 40;

interface Document {
  file: string;
  markdown: string;
  lang: string;
}

interface Outcome {
  file: string;
  millis: number;
  problem?: string;
}

const accepted = z.object({ id: z.string() });
const progress = z.object({
  state: z.string(),
  reason: z.string().nullish(),
  article: z.object({ id: z.string() }).optional(),
});
const text = z.string().nullish();
const link = z.object({ name: text, text, title: text, publisher: text, url: text }).nullish();
const shownArticle = z.object({
  title: text,
  byline: text,
  disclaimer: text,
  excerpt: text,
  html: z.string(),
  repost: link,
  source: link,
  header_image: z.object({ alt: text, caption: text }).nullish(),
  credits: z.array(z.object({ name: z.string(), affiliation: text, as_written: z.string() })),
  footer_links: z.array(z.object({ text, url: text })),
  /** Recognised lines as the volunteer wrote them. */
  as_written: z.array(z.string()).optional(),
});

/** Text of every field, whichever has any. */
function fieldTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(fieldTexts);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(fieldTexts) : [];
}

function readCorpus(): Document[] {
  return publishedFiles(corpus).map((file) => {
    const suffix = /\.([a-z-]+)\.md$/.exec(file)?.[1];
    const lang = suffix === undefined || suffix === 'zh' ? 'zh-Hans' : suffix;
    return { file, lang, markdown: readFileSync(join(corpus, file), 'utf8') };
  });
}

async function callApi(site: Site, path: string, token: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${site.url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (response.status === 429) {
    await sleep(1_000 * Number(response.headers.get('Retry-After') ?? 10));
    return callApi(site, path, token, body);
  }
  if (!response.ok) throw new Error(`${response.status} ${answer.slice(0, 300)}`);
  return JSON.parse(answer);
}

/** Sends one document, waits until it is ready, and looks for its text. */
async function follow(site: Site, token: string, document: Document): Promise<string | undefined> {
  const { id } = accepted.parse(
    await callApi(site, '/submissions', token, { lang: document.lang, markdown: document.markdown }),
  );
  const until = Date.now() + READY_MAX_MS;
  while (Date.now() < until) {
    const seen = progress.parse(await callApi(site, `/submissions/${id}`, token));
    if (seen.state === 'failed') return `failed: ${seen.reason ?? 'no reason given'}`;
    if (seen.state === 'ready' && seen.article) {
      const article = shownArticle.parse(await callApi(site, `/articles/${seen.article.id}`, token));
      const { html, ...fields } = article;
      const missing = missingLines(document.markdown, { html, fields: fieldTexts(fields) });
      return missing.length === 0
        ? undefined
        : `text lost: ${missing
            .slice(0, 3)
            .map((line) => JSON.stringify(line.trim().slice(0, 120)))
            .join(', ')}${missing.length > 3 ? ` and ${missing.length - 3} more` : ''}`;
    }
    await sleep(POLL_MS);
  }
  return `still not ready after ${READY_MAX_MS / 1000} s`;
}

async function followAll(site: Site, documents: Document[]): Promise<Outcome[]> {
  const token = await site.token('translator', 'Corpus');
  const waiting = documents.toReversed();
  const outcomes: Outcome[] = [];
  const worker = async (): Promise<void> => {
    for (let document = waiting.pop(); document; document = waiting.pop()) {
      const started = Date.now();
      let problem: string | undefined;
      try {
        problem = await follow(site, token, document);
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
      }
      outcomes.push({ file: document.file, millis: Date.now() - started, ...(problem ? { problem } : {}) });
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return outcomes;
}

function report(outcomes: Outcome[], seconds: number): number {
  const failed = outcomes.filter((outcome) => outcome.problem !== undefined);
  for (const folder of new Set(outcomes.map((outcome) => outcome.file.split('/')[0] ?? ''))) {
    const here = outcomes.filter((outcome) => outcome.file.startsWith(`${folder}/`));
    const whole = here.filter((outcome) => outcome.problem === undefined).length;
    const slowest = Math.max(...here.map((outcome) => outcome.millis));
    console.log(
      `${folder.padEnd(10)} ${String(here.length).padStart(4)} documents  ${String(whole).padStart(4)} whole  slowest ${(slowest / 1000).toFixed(1)} s`,
    );
  }
  for (const outcome of failed.slice(0, SHOWN_FAILURES))
    console.log(`  ${outcome.file}\n    ${outcome.problem}`);
  if (failed.length > SHOWN_FAILURES) console.log(`  … and ${failed.length - SHOWN_FAILURES} more`);
  console.log(
    `${outcomes.length} documents in ${seconds.toFixed(1)} s (${(outcomes.length / seconds).toFixed(1)}/s end to end)`,
  );
  return failed.length;
}

if (!existsSync(corpus)) {
  console.log(`No corpus at ${corpus}.`);
  console.log('0 passed, 0 failed, 1 skipped');
} else {
  const filter = process.argv[2];
  const documents = readCorpus().filter(({ file }) => filter === undefined || file.includes(filter));
  const site = await startSite({ empty: true });
  try {
    const started = Date.now();
    const outcomes = await followAll(site, documents);
    const failed = report(outcomes, (Date.now() - started) / 1000);
    console.log(`${outcomes.length - failed} passed, ${failed} failed`);
    if (failed > 0 || outcomes.length === 0) process.exitCode = 1;
  } finally {
    await site.stop();
  }
}

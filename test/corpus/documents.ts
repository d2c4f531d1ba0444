/** Pairs of published texts and their translations, read from a folder beside the project. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckInput } from '../../src/pipeline/checks/check.ts';
import { readSubmission } from '../../src/pipeline/read/submission.ts';
import { align } from '../../src/pipeline/segments/align.ts';
import { type Segment, segmentsOf } from '../../src/pipeline/segments/segment.ts';

/** What volunteers published, below `corpus`, in a fixed order; nothing where there is no such folder. */
export function publishedFiles(corpus: string): string[] {
  const patterns = [
    'gnews/*.md',
    'lctt/*/published.zh.md',
    'xitu/*/translated.zh.md',
    'optech/*/*.md',
    'osguide/*/*.md',
  ];
  return patterns.flatMap((pattern) => globSync(pattern, { cwd: corpus }).sort());
}

export interface Translated {
  name: string;
  from: string;
  to: string;
  sourceTitle: string;
  source: Segment[];
  title: string;
  body: string;
  /** What a translator would send in: the file as it is but for a site generator's tags, with the source's text and, where it names none, its address. */
  sent: { markdown: string; lang: string; source_lang: string; source_markdown: string; source_url?: string };
}

/** Every pair of the folder, in a fixed order. */
export function readTranslated(corpus: string): Translated[] {
  return [
    ...folders(corpus, 'lctt').map((folder) => pair(folder, 'source.en.md', 'published.zh.md', 'zh-hans')),
    ...folders(corpus, 'xitu').map((folder) => pair(folder, 'source.en.md', 'translated.zh.md', 'zh-hans')),
    ...folders(corpus, 'optech').flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => !file.includes('.en.'))
        .sort()
        .map((file) => pair(folder, 'newsletter.en.md', file, languageOf(file))),
    ),
  ];
}

const languageOf = (file: string): string => {
  const lang = file.split('.')[1] ?? 'en';
  return lang === 'zh' ? 'zh-hans' : lang;
};

function folders(corpus: string, collection: string): string[] {
  const root = join(corpus, collection);
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort()
    .map((name) => join(root, name));
}

function pair(folder: string, source: string, translation: string, to: string): Translated {
  const [english, translated] = [textOf(join(folder, source)), textOf(join(folder, translation))];
  // A line in Chinese that an English source has too is the collection's own frame round both.
  const frame = new Set(english.split('\n').filter((line) => /\p{Script=Han}/u.test(line)));
  const text = (whole: string) =>
    whole
      .split('\n')
      .filter((line) => !frame.has(line))
      .join('\n');
  // A newsletter is its own source in another language, under the address of its front matter.
  const permalink = /^permalink: (\S+)$/m.exec(english)?.[1];
  const theirs = readSubmission(text(english));
  const ours = readSubmission(text(translated));
  return {
    name: join(folder, translation),
    from: 'en',
    to,
    sourceTitle: theirs.title ?? '',
    source: segmentsOf(theirs.body),
    title: ours.title ?? '',
    body: ours.body,
    sent: {
      markdown: readText(join(folder, translation)),
      lang: to,
      source_lang: 'en',
      source_markdown: text(english),
      ...(permalink ? { source_url: `https://news.example${permalink}` } : {}),
    },
  };
}

/** A file without the tags of a site generator, which are no text. */
const readText = (file: string): string =>
  readFileSync(file, 'utf8').replace(/\{%-?[^%]*%\}/g, (tag) =>
    tag.includes('\n') ? tag : tag.startsWith('{% assign') ? '' : '\n',
  );

/** Without what a collection puts round it: the lines at its head, and the signature under a long rule. */
const textOf = (file: string): string =>
  readText(file)
    .replace(/^-{40,}\n(?:[^\n]*\n?){0,14}$/m, (tail) => (tail.match(/^\[[^\]]+\]:.*$/gm) ?? []).join('\n'))
    .replace(/^> \* .*$/gm, '');

/** What the checks get for a body in Markdown, the pair's own or a changed one. */
export function inputFor(pair: Translated, markdown: string): CheckInput {
  const body = segmentsOf(markdown);
  return {
    lang: pair.to,
    title: pair.title,
    body,
    markdown,
    source: { lang: pair.from, title: pair.sourceTitle, segments: pair.source },
    pairs: align(pair.source, body, { from: pair.from, to: pair.to }),
    sources: [],
    sourceClaimed: false,
    glossary: [],
  };
}

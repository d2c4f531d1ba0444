/** Pairs of published texts and their translations, read from a folder beside the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckInput } from '../../src/pipeline/checks/check.ts';
import { readSubmission } from '../../src/pipeline/read/submission.ts';
import { align } from '../../src/pipeline/segments/align.ts';
import { type Segment, segmentsOf } from '../../src/pipeline/segments/segment.ts';

export interface Translated {
  name: string;
  from: string;
  to: string;
  sourceTitle: string;
  source: Segment[];
  title: string;
  body: string;
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
  const theirs = readSubmission(readFileSync(join(folder, source), 'utf8'));
  const ours = readSubmission(readFileSync(join(folder, translation), 'utf8'));
  return {
    name: join(folder, translation),
    from: 'en',
    to,
    sourceTitle: theirs.title ?? '',
    source: segmentsOf(theirs.body),
    title: ours.title ?? '',
    body: ours.body,
  };
}

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

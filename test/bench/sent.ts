/** Texts that volunteers sent, where the folder that holds them lies beside the project; they are not ours to keep here. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readBody } from '../../src/pipeline/markdown/body.ts';
import { normalise } from '../../src/pipeline/normalise.ts';
import { pictureUrls } from '../../src/pipeline/process.ts';
import { readParts } from '../../src/pipeline/read/submission.ts';
import { publishedFiles } from '../corpus/documents.ts';

const corpus = resolve(import.meta.dirname, '../../../shared/corpus');

/** Their pictures are made links, and who names one elsewhere is left out: no step may wait for another host. */
export function sentTexts(): string[] {
  return publishedFiles(corpus)
    .map((file) =>
      readFileSync(join(corpus, file), 'utf8')
        .replaceAll('![', '[')
        .replace(/<img\b/gi, '<wbr'),
    )
    .filter((text) => {
      const parts = readParts(normalise(text).text);
      return pictureUrls(parts, readBody(parts.body)).length === 0;
    });
}

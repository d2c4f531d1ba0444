/**
 * The pipeline: a submission's text in, a revision's content out. Each step is a file of its own and, but for
 * the pictures, a pure function. Nothing a volunteer wrote is dropped: what is not recognised stays in the
 * body, what leaves the body stands in a field. HTML is made here and never on a reader's request.
 */
import type { Bindings, Config } from '../config.ts';
import { type Told, tell } from '../i18n/told/tell.ts';
import { sha256 } from '../lib/hash.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { simhash } from '../lib/simhash.ts';
import { sourceKey } from '../lib/source-key.ts';
import { CREDITS_MAX, HTML_MAX_BYTES, TITLE_MAX_CHARS, TOPICS_MAX } from '../limits.ts';
import type { CheckContext } from '../store/checks.ts';
import type { ProcessedSubmission } from '../store/process.ts';
import { checkText } from './check-text.ts';
import { boundFindings, findingKey } from './checks/run.ts';
import { excerptOf } from './excerpt.ts';
import { mergeSources, sourceText } from './given-source.ts';
import { type Body, readBody } from './markdown/body.ts';
import { measure } from './measure.ts';
import { normalise } from './normalise.ts';
import { importPictures } from './pictures/import.ts';
import { storeUploaded } from './pictures/keep.ts';
import { isRefusal, type PictureRefusal } from './pictures/refusal.ts';
import { readParts } from './read/submission.ts';
import { slugFrom } from './slug.ts';
import type { Finding, Parts, StoredPicture } from './types.ts';

export interface PipelineInput {
  markdown: string;
  lang: string;
  source_url: string | null;
  source_lang: string | null;
  source_markdown: string | null;
  header_sha256: string | null;
  slug: string | null;
  topics: string[];
  /** What the checks compare with. */
  context: CheckContext;
}

export interface PipelineOutput {
  processed: ProcessedSubmission;
  /** Pictures that could not be had now and are worth asking for again: URLs, or an upload's SHA-256. */
  wanted: string[];
}

/** Why a submission cannot become an article; `told` names the remedy. */
export interface PipelineFailure {
  reason: 'too_large';
  told: Told;
}

interface Deps {
  env: Bindings;
  config: Config;
  now: number;
}

export async function runPipeline(
  deps: Deps,
  input: PipelineInput,
): Promise<Result<PipelineOutput, PipelineFailure>> {
  const normal = normalise(input.markdown);
  const parts = withUpload(readParts(normal.text), input);
  const read = readBody(parts.body);
  const pictures = await collectPictures(deps, pictureUrls(parts, read), input.header_sha256);
  const body = read.render({ lang: input.lang, pictures: pictures.stored });
  if (isLonger(body.html, HTML_MAX_BYTES)) {
    return fail({
      reason: 'too_large',
      told: tell('html-too-large', { max: `${Math.round(HTML_MAX_BYTES / 1024)} KB` }),
    });
  }
  const sources = mergeSources(input, parts.sources);
  const title = (parts.title ?? '').slice(0, TITLE_MAX_CHARS);
  const counted = measure(body.text, input.lang);
  const { glossary, pairs } = input.context;
  const findings = boundFindings([
    ...normal.findings,
    ...parts.findings,
    ...pictures.findings,
    ...body.findings,
    ...checkText({
      lang: input.lang,
      title,
      parts,
      segments: read.segments(),
      sources,
      source: sourceText(input),
      glossary,
      ...(pairs ? { own: pairs } : {}),
    }),
  ]);
  const header = parts.header;
  const stored = input.header_sha256 ? pictures.upload : header && pictures.stored.get(header.url);
  const [source] = sources;
  return ok({
    wanted: pictures.wanted,
    processed: {
      revision: {
        markdown: normal.text,
        sha256: await sha256(normal.text),
        html: body.html,
        title,
        byline: parts.byline ?? null,
        repost_name: parts.repost?.name ?? null,
        repost_url: parts.repost?.url ?? null,
        header_sha256: stored?.sha256 ?? null,
        header_width: stored?.width ?? null,
        header_height: stored?.height ?? null,
        header_alt: header?.alt ?? null,
        header_caption: header?.caption ?? null,
        header_url: header?.url || null,
        sources: JSON.stringify(sources),
        footer_links: JSON.stringify(parts.footer_links),
        as_written: JSON.stringify(parts.as_written),
        disclaimer: parts.disclaimer ?? null,
        excerpt: excerptOf(body.text, input.lang),
        ...counted,
        simhash: simhash(body.text),
      },
      story: {
        source_key: source ? (sourceKey(source.url) ?? null) : null,
        source_url: source?.url ?? null,
        source_title: source?.title ?? null,
        source_publisher: source?.publisher ?? null,
        source_lang: source?.lang ?? null,
        source_markdown: input.source_markdown,
      },
      slug: slugFrom(input.slug ?? parts.slug ?? '') ?? slugFrom(title) ?? 'article',
      credits: await creditRows(parts.credits.slice(0, CREDITS_MAX)),
      topics: [...new Set([...input.topics, ...(parts.topics ?? [])])]
        .slice(0, TOPICS_MAX)
        .flatMap((name) => {
          const slug = slugFrom(name);
          return slug === undefined ? [] : [{ slug, name }];
        }),
      findings: findings.map((finding) => ({
        ...finding,
        segment: finding.segment ?? null,
        key: findingKey(finding),
      })),
    },
  });
}

/** A UTF-16 unit takes at most three bytes, so most texts need not be encoded to tell. */
const isLonger = (text: string, maxBytes: number): boolean =>
  text.length * 3 > maxBytes && new TextEncoder().encode(text).byteLength > maxBytes;

/**
 * An uploaded picture is the header; the one found in the Markdown then goes back to the head of the body,
 * and what the upload says about itself is taken from it where it says nothing.
 */
function withUpload(parts: Parts, input: PipelineInput): Parts {
  if (input.header_sha256 === null) return parts;
  const { header, ...rest } = parts;
  if (!header) return { ...rest, header: { url: '', alt: '' } };
  const caption = header.caption === undefined ? '' : ` ${header.caption}`;
  return {
    ...rest,
    header: { url: '', alt: '' },
    body: `![${header.alt.replaceAll(/[[\]]/g, '')}](<${header.url}>)${caption}\n\n${parts.body}`,
  };
}

/** One key, one person: also the slug of the page. Names without a letter or digit get one from their digest. */
async function creditRows(credits: Parts['credits']): Promise<ProcessedSubmission['credits']> {
  const rows: ProcessedSubmission['credits'] = [];
  for (const credit of credits)
    rows.push({
      role: credit.role,
      name: credit.name,
      name_key: slugFrom(credit.name) ?? `p-${(await sha256(credit.name)).slice(0, 16)}`,
      affiliation: credit.affiliation ?? null,
      as_written: credit.as_written,
      url: credit.url ?? null,
    });
  return rows;
}

interface Collected {
  stored: Map<string, StoredPicture>;
  upload: StoredPicture | undefined;
  wanted: string[];
  findings: Finding[];
}

async function collectPictures(deps: Deps, urls: string[], upload: string | null): Promise<Collected> {
  const { env, now, config } = deps;
  const collected: Collected = { stored: new Map(), upload: undefined, wanted: [], findings: [] };
  if (upload !== null) {
    const kept = await storeUploaded(env, upload, { now, settleSeconds: config.settleSeconds });
    if (kept.ok) collected.upload = kept.value;
    else {
      collected.findings.push(pictureFinding('header_image', kept.error));
      if (kept.error.again === 'later') collected.wanted.push(upload);
    }
  }
  for (const [url, picture] of urls.length > 0 ? await importPictures(env, { urls, now, config }) : []) {
    if (!isRefusal(picture)) collected.stored.set(url, picture);
    else {
      collected.findings.push(pictureFinding(url, picture));
      if (picture.again === 'later') collected.wanted.push(url);
    }
  }
  return collected;
}

/** The header's URL first, then the body's, each once. */
export function pictureUrls(parts: Parts, read: Pick<Body, 'pictures'>): string[] {
  const body = read.pictures.map((picture) => picture.url);
  return [...new Set([...(parts.header ? [parts.header.url] : []), ...body])].filter((url) => url !== '');
}

const pictureFinding = (segment: string, refusal: PictureRefusal): Finding => ({
  check: 'picture-unavailable',
  severity: 'warning',
  told: refusal.told,
  segment,
});

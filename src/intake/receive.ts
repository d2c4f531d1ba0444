/**
 * The one door in. Whatever comes by form or by API is parsed once, stored whole with its outbox row in one
 * batch, and only then handed to the queue: from the moment this answers, nothing is lost. The same key, or
 * the same content from the same person, gives the same submission back.
 */

import type { Bindings, Config, Waiting } from '../config.ts';
import { parseLang } from '../i18n/languages.ts';
import { tell } from '../i18n/told/tell.ts';
import { sha256 } from '../lib/hash.ts';
import { newId } from '../lib/ids.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { MARKDOWN_MAX_BYTES, REASON_MAX_CHARS } from '../limits.ts';
import { uploadOriginal } from '../pipeline/door.ts';
import { sendHint } from '../queue/messages.ts';
import { findArticleDetail } from '../store/articles.ts';
import type { SubmissionState } from '../store/schema/words.ts';
import type { Db } from '../store/statement.ts';
import {
  findKeyedSubmission,
  findSubmission,
  type Received,
  receiveRow,
  type Submission,
} from '../store/submissions.ts';
import type { FieldError, SubmissionFields } from './fields.ts';
import { NO_WHOLE_TEXT } from './submission-schema.ts';

export interface IntakeDeps {
  env: Bindings;
  config: Config;
  ctx: Waiting;
  db: Db;
  now: number;
}

export interface ReceivedSubmission {
  id: string;
  state: SubmissionState;
  /** `again` when the same had been sent before. */
  receipt: 'new' | 'again';
}

/** Keeps what was sent and promises to process it. Field errors name the field and the remedy. */
export async function receiveSubmission(
  deps: IntakeDeps,
  options: { memberId: string; fields: SubmissionFields; idempotencyKey?: string },
): Promise<Result<ReceivedSubmission, FieldError[]>> {
  const { fields, memberId } = options;
  let headerSha256: string | null = null;
  if (fields.headerImage) {
    const kept = await uploadOriginal(deps.env, fields.headerImage);
    if (!kept.ok) return fail([{ field: 'header_image', told: kept.error.told }]);
    headerSha256 = kept.value;
  }
  const { headerImage: _, ...texts } = fields;
  const content = await contentHash([texts, headerSha256]);
  return keep(deps, {
    id: newId(deps.now),
    article_id: null,
    base_revision: null,
    reason: null,
    member_id: memberId,
    idempotency_key: options.idempotencyKey ?? null,
    content_sha256: content,
    lang: fields.lang,
    markdown: fields.markdown,
    source_url: fields.sourceUrl ?? null,
    source_lang: fields.sourceLang ?? null,
    source_markdown: fields.sourceMarkdown ?? null,
    header_sha256: headerSha256,
    slug: fields.slug ?? null,
    topics: JSON.stringify(fields.topics),
    created_at: deps.now,
  });
}

/**
 * New content for an article. `baseRevision` is the one its writer started from: a newer one since then
 * refuses this content, which stays in the submission for its writer to see. Fields of the first submission
 * that are not in the Markdown itself (source, header picture, slug) go on to apply.
 */
export async function receiveRevision(
  deps: IntakeDeps,
  options: {
    memberId: string;
    articleId: string;
    markdown: string;
    reason: string;
    baseRevision?: number;
    idempotencyKey?: string;
    header?: Uint8Array<ArrayBuffer>;
  },
): Promise<Result<ReceivedSubmission, FieldError[]>> {
  const errors: FieldError[] = [];
  const bytes = new TextEncoder().encode(options.markdown).byteLength;
  if (!/[\p{L}\p{N}]/u.test(options.markdown)) {
    errors.push({
      field: 'markdown',
      told: NO_WHOLE_TEXT,
    });
  } else if (bytes > MARKDOWN_MAX_BYTES) {
    errors.push({
      field: 'markdown',
      told: tell('text-too-long', {
        size: `${Math.round(bytes / 1024)} KB`,
        max: `${MARKDOWN_MAX_BYTES / 1024} KB`,
      }),
    });
  }
  if (options.reason.length > REASON_MAX_CHARS) {
    errors.push({ field: 'reason', told: tell('reason-too-long', { max: REASON_MAX_CHARS }) });
  }
  if (errors.length > 0) return fail(errors);
  const detail = await findArticleDetail(deps.db, options.articleId);
  if (!detail) return fail([{ field: 'article', told: tell('no-article') }]);
  const [before, earlier] = await Promise.all([
    findSubmission(deps.db, detail.revision.submission_id),
    options.idempotencyKey
      ? findKeyedSubmission(deps.db, options.memberId, options.idempotencyKey)
      : undefined,
  ]);
  // Sent again, it is about what it was about the first time, though that has made a newer revision since.
  let headerSha256 = (earlier ?? before)?.header_sha256 ?? null;
  if (options.header) {
    const kept = await uploadOriginal(deps.env, options.header);
    if (!kept.ok) return fail([{ field: 'header_image', told: kept.error.told }]);
    headerSha256 = kept.value;
  }
  const base = options.baseRevision ?? earlier?.base_revision ?? detail.article.current_revision;
  const content = await contentHash([
    options.articleId,
    base,
    options.markdown,
    headerSha256,
    options.reason,
  ]);
  return keep(deps, {
    id: newId(deps.now),
    article_id: options.articleId,
    base_revision: base,
    reason: options.reason.trim() === '' ? null : options.reason.trim(),
    member_id: options.memberId,
    idempotency_key: options.idempotencyKey ?? null,
    content_sha256: content,
    lang: parseLang(detail.article.lang) ?? detail.article.lang,
    markdown: options.markdown,
    source_url: before?.source_url ?? null,
    source_lang: before?.source_lang ?? null,
    source_markdown: before?.source_markdown ?? null,
    header_sha256: headerSha256,
    slug: null,
    topics: '[]',
    created_at: deps.now,
  });
}

/** A form ends lines with CR and LF whatever was typed: the text is kept as it came, and is the same content. */
const contentHash = (content: unknown): Promise<string> =>
  sha256(
    JSON.stringify(content, (_, value: unknown) =>
      typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : value,
    ),
  );

async function keep(deps: IntakeDeps, row: Submission): Promise<Result<ReceivedSubmission, FieldError[]>> {
  const received: Received = await receiveRow(deps.db, row, newId(deps.now));
  const isNew = received.id === row.id;
  if (!isNew && received.content_sha256 !== row.content_sha256) {
    return fail([
      {
        field: 'Idempotency-Key',
        told: tell('key-used'),
      },
    ]);
  }
  if (received.state === 'queued') {
    deps.ctx.waitUntil(sendHint(deps.env.QUEUE, { v: 1, kind: 'submission', id: received.id }));
  }
  return ok({ id: received.id, state: received.state, receipt: isNew ? 'new' : 'again' });
}

/**
 * Rows as the API shows them: RFC 3339 times, field names of DESIGN.md section 6. What there is not is absent, the
 * byline apart, which the contract names among the fields that are always there: it is null.
 */

import { dirOf } from '../../i18n/languages.ts';
import { inEnglish } from '../../i18n/told/tell.ts';
import { exactTime } from '../../lib/clock.ts';
import { articlePath } from '../../lib/paths.ts';
import type { Preview } from '../../pipeline/door.ts';
import type { ArticleDetail, ArticleSummary } from '../../store/articles.ts';
import type { Claim } from '../../store/desk/claims.ts';
import type { PurgeView } from '../../store/purges.ts';
import type { FindingRow, SubmissionStatus } from '../../store/submissions.ts';

type Fields = Record<string, unknown>;

/** Leaves out what is null or undefined. */
const present = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

const time = (at: number | null): string | null => (at === null ? null : exactTime(at));

const finding = (row: FindingRow): Fields =>
  present({
    id: row.id,
    check: row.check,
    severity: row.severity,
    message: row.message,
    segment: row.segment,
    dismissed_at: time(row.dismissed_at),
    dismissed_reason: row.dismissed_reason,
  });

export const presentSubmission = (row: SubmissionStatus, siteUrl: string): Fields =>
  present({
    id: row.id,
    state: row.state,
    attempts: row.attempts,
    reason: row.failure,
    url: `${siteUrl}/api/v1/submissions/${row.id}`,
    created_at: exactTime(row.created_at),
    article: row.article,
    findings: row.findings.map(finding),
  });

export const presentSummary = (row: ArticleSummary, siteUrl: string): Fields =>
  present({
    id: row.id,
    story: row.story_id,
    lang: row.lang,
    state: row.state,
    slug: row.slug,
    title: row.title,
    revision: row.current_revision,
    url:
      row.state === 'published' && row.month
        ? siteUrl + articlePath(row.lang, row.month, row.slug)
        : undefined,
    published_at: time(row.published_at),
    scheduled_at: time(row.scheduled_at),
    updated_at: exactTime(row.updated_at),
  });

export function presentArticle(detail: ArticleDetail, siteUrl: string): Fields {
  const { article, revision, next } = detail;
  const sources = JSON.parse(revision.sources) as Fields[];
  const fields = present({
    id: article.id,
    story: article.story_id,
    lang: article.lang,
    dir: dirOf(article.lang),
    state: article.state,
    slug: article.slug,
    url: article.month ? siteUrl + articlePath(article.lang, article.month, article.slug) : undefined,
    title: revision.title,
    repost: revision.repost_url ? { name: revision.repost_name, url: revision.repost_url } : undefined,
    header_image:
      revision.header_sha256 || revision.header_url
        ? present({
            sha256: revision.header_sha256,
            width: revision.header_width,
            height: revision.header_height,
            alt: revision.header_alt ?? '',
            caption: revision.header_caption || undefined,
            source_url: revision.header_url,
          })
        : undefined,
    source: sources[0],
    sources,
    credits: detail.credits.map((credit) =>
      present({
        role: credit.role,
        name: credit.name,
        affiliation: credit.affiliation,
        as_written: credit.as_written,
        url: credit.url,
      }),
    ),
    disclaimer: revision.disclaimer,
    footer_links: JSON.parse(revision.footer_links),
    as_written: JSON.parse(revision.as_written),
    markdown: revision.markdown,
    html: revision.html,
    excerpt: revision.excerpt,
    words: revision.words,
    reading_minutes: revision.reading_minutes,
    topics: detail.topics.map(({ slug, names }) => ({ slug, names: JSON.parse(names) })),
    findings: detail.findings.map(finding),
    corrections: detail.corrections.map((row) => ({
      id: row.id,
      kind: row.kind,
      note: row.note,
      at: exactTime(row.created_at),
    })),
    old_slugs: detail.old_slugs,
    old_paths: detail.old_paths,
    published_at: time(article.published_at),
    scheduled_at: time(article.scheduled_at),
    changed_at: time(article.changed_at),
    withdrawn_at: time(article.withdrawn_at),
    withdrawn_reason: article.withdrawn_reason,
    created_at: exactTime(article.created_at),
    updated_at: exactTime(article.updated_at),
    revision: revision.number,
    current_revision: article.current_revision,
    approved_revision: article.approved_revision,
    published_revision: article.published_revision,
    sha256: revision.sha256,
    revisions: detail.revisions.map((row) =>
      present({
        number: row.number,
        sha256: row.sha256,
        title: row.title,
        reason: row.reason,
        author: row.author,
        created_at: exactTime(row.created_at),
      }),
    ),
    next_revisions_cursor: next.revision,
    next_corrections_cursor: next.correction && `${next.correction.at}.${next.correction.id}`,
  });
  return { ...fields, byline: revision.byline };
}

export const presentPurge = ({ due_at, done_at, ...row }: PurgeView): Fields =>
  present({ ...row, due_at: exactTime(due_at), done_at: time(done_at ?? null) });

export const presentClaim = (claim: Claim, memberId: string): Fields => ({
  id: claim.id,
  source_url: claim.source_url,
  lang: claim.lang,
  member: claim.member,
  own: claim.member_id === memberId,
  created_at: exactTime(claim.created_at),
  expires_at: exactTime(claim.expires_at),
});

/** The parts of a text that was only looked at, named as an article's are. */
export const presentPreview = ({ parts, sources, html, findings }: Preview): Fields => ({
  byline: parts.byline ?? null,
  ...present({
    title: parts.title,
    repost: parts.repost,
    header_image: parts.header && {
      source_url: parts.header.url,
      alt: parts.header.alt,
      ...(parts.header.caption ? { caption: parts.header.caption } : {}),
    },
    source: sources[0],
    sources,
    credits: parts.credits,
    disclaimer: parts.disclaimer,
    footer_links: parts.footer_links,
    as_written: parts.as_written,
    html,
    findings: findings.map(({ told, ...found }) => ({ ...found, message: inEnglish(told) })),
  }),
});

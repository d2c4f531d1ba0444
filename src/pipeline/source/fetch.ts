/** The text of a source, fetched by the rules of remote pictures. Nothing is kept here. */

import { fail, ok, type Result } from '../../lib/result.ts';
import { sourceBlocks } from '../../lib/source-blocks.ts';
import { SOURCE_MARKDOWN_MAX_BYTES, SOURCE_PAGE_MAX_BYTES } from '../../limits.ts';
import { type Fetcher, fetchRemote } from '../remote/fetch.ts';
import type { RemoteReason } from '../remote/reason.ts';

export type SourceReason = RemoteReason | 'no_text';

export interface SourceRefusal {
  reason: SourceReason;
  again: 'later' | 'never';
}

const later: readonly SourceReason[] = ['busy', 'unreachable', 'time_out', 'out_of_time', 'no_text', 'empty'];

const refuse = (reason: SourceReason): SourceRefusal => ({
  reason,
  again: later.includes(reason) ? 'later' : 'never',
});

/** Blocks of Markdown with blank lines between. Never throws. */
export async function fetchSource(
  url: string,
  options: { localHosts: readonly string[]; siteUrl: string; fetcher?: Fetcher },
): Promise<Result<string, SourceRefusal>> {
  const { siteUrl, ...rest } = options;
  const fetched = await fetchRemote(url, {
    ...rest,
    maxBytes: SOURCE_PAGE_MAX_BYTES,
    accept: 'text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.9',
    userAgent: `Dragoman source watch (+${siteUrl})`,
  });
  if (!fetched.ok) return fail(refuse(fetched.error));
  const { bytes, contentType } = fetched.value;
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (!['', 'text/html', 'application/xhtml+xml', 'text/plain', 'text/markdown'].includes(type)) {
    return fail(refuse('bad_answer'));
  }
  const page = decode(bytes, contentType);
  const isPlain = type === 'text/plain' || type === 'text/markdown';
  const text = isPlain ? sourceBlocks(page).join('\n\n') : (await import('./extract.ts')).extractText(page);
  if (text === undefined || text === '') return fail(refuse('no_text'));
  if (new TextEncoder().encode(text).byteLength > SOURCE_MARKDOWN_MAX_BYTES) return fail(refuse('too_large'));
  return ok(text);
}

/** By the header, else by the page's own word in its first kilobytes (WHATWG "prescan"), else UTF-8. */
function decode(bytes: Uint8Array, contentType: string): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2_048));
  const label =
    /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType)?.[1] ??
    /<meta[^>]{0,200}charset\s*=\s*["']?([\w:.-]+)/i.exec(head)?.[1];
  try {
    return new TextDecoder(label ?? 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** Sources in a labelled line: the links of its value, their titles and publishers, and what is no source. */
import type { Source } from '../types.ts';
import { fold } from './fold.ts';
import type { Inline, InlineLink } from './inline.ts';
import { trimValue } from './names.ts';
import { canonicalUrl, findBareHosts, groupHosts, hostOf, httpsOf, isSourceUrl } from './urls.ts';

/** Not a person who found the story, but where it was found. */
export const media =
  /网络|網絡|網路|互联网|推特|盖特|twitter|gettr|gtv|youtube|油管|新闻|新聞|时报|日报|通讯社|路透|法新|美联|电视|網$|网$/i;

export const nowhere = /^(?:网络|網絡|網路|互联网|网上|推特|盖特|twitter|gettr|internet)$/i;

/**
 * The line with links to what is written as `www.example.org/a`, in its text or as a link's target. Only a source
 * label promises that such a text is an address, so other lines are left as they are.
 */
export function withHosts(inline: Inline): Inline {
  const { plain } = inline;
  const targeted = inline.links.some(({ url }) => httpsOf(url) !== undefined);
  const hosts = plain.includes('www.') || plain.includes('WWW.') ? findBareHosts(plain) : [];
  if (!targeted && hosts.length === 0) return inline;
  const links = inline.links.map((link) => ({ ...link, url: httpsOf(link.url) ?? link.url }));
  let next = 0;
  const added = hosts.filter(({ start, end }) => {
    while ((links[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    return (links[next]?.start ?? Number.POSITIVE_INFINITY) >= end;
  });
  if (!targeted && added.length === 0) return inline;
  const all = [...links, ...added.map((host) => ({ ...host, bare: true }))];
  return { ...inline, links: all.sort((a, b) => a.start - b.start) };
}

/** The links of a value. */
export const linksIn = (inline: Inline, from: number, to: number): InlineLink[] =>
  inline.links.filter((link) => link.end > from && link.end <= to && link.start < to);

/** The text of a value beside its links. */
export function besideLinks(inline: Inline, from: number, to: number): string {
  let rest = '';
  let at = from;
  for (const link of linksIn(inline, from, to)) {
    rest += inline.plain.slice(at, Math.max(at, link.start));
    at = link.end;
  }
  return rest + inline.plain.slice(at, to);
}

/** `[site] [title](url)`, `【site】[title](url)`, `site：[title](url)`: what stands before a link names its publisher. */
function publisherBefore(text: string): string | undefined {
  const name = trimValue(text.replace(/^\s*(?:\d{1,3}[.)、．]|[[（(]\d{1,3}[\])）]|[①-⑳])\s*/, ''));
  // The number of a footnote names nobody.
  return /\p{L}|\d{3}/u.test(name) && name.length <= 60 && !/[。！？]/.test(name) ? name : undefined;
}

export function sourcesIn(inline: Inline, from: number, to: number): Source[] {
  let at = from;
  return linksIn(inline, from, to).flatMap((link) => {
    const text = inline.plain.slice(link.start, link.end).trim();
    const publisher = publisherBefore(inline.plain.slice(at, Math.max(at, link.start)));
    at = link.end;
    if (!isSourceUrl(link.url)) return [];
    const titled =
      !link.bare && text !== '' && link.start >= from && canonicalUrl(text) !== canonicalUrl(link.url);
    return [
      {
        url: link.url,
        ...(titled && !/^https?:/.test(text) ? { title: text } : {}),
        ...(publisher ? { publisher } : {}),
      },
    ];
  });
}

/** `港务局公告来源：`: a few words may specify a source, unless they make it something else's. */
export const prefixedSource = (prefix: string): boolean =>
  prefix.length <= 16 &&
  !/[\s，,。：:图片圖照频頻直播关更多前后上下篇加入订閱阅载]/.test(prefix.trim()) &&
  !/^(?:g-?tv|gettr|gnews|youtube|discord|telegram)/i.test(prefix.trim());

/** A bare 视频链接 that leads to the group's own channel is its video, not the source. */
const videoWords = /^(?:视频链接|视频连结|视频|链接|连结|网址|link)$/;

export const isOwnVideo = (label: string, sources: readonly Source[]): boolean =>
  videoWords.test(fold(label)) &&
  sources.length > 0 &&
  sources.every((source) => groupHosts.test(hostOf(source.url)));

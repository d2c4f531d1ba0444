/**
 * What a change tells those outside who asked to be told: an event to webhooks, and to the WebSub hub the feeds that
 * show the article. Nothing in it but what readers see.
 */
import { rfc3339 } from '../lib/clock.ts';
import { articlePath, editionPath, personPath, topicPath } from '../lib/paths.ts';
import { FEEDS_MAX_PER_CHANGE } from '../limits.ts';
import type { ChangeScope } from '../store/changes.ts';
import { eventStatement, pingStatement } from '../store/deliveries.ts';
import type { CorrectionKind, PurgePhase, WebhookEvent } from '../store/schema/words.ts';
import type { Guard } from '../store/statement.ts';
import type { PublishDeps } from './change.ts';

export interface News {
  event?: { name: WebhookEvent; body: string };
  /** URLs. */
  feeds: string[];
}

/** What an event says of the article beyond its scope: as readers see it once the change is made. */
interface Told {
  event: WebhookEvent;
  month: string;
  slug: string;
  title: string;
  state: 'published' | 'withdrawn';
  publishedAt: number | null;
  correction?: { id: string; kind: CorrectionKind; note: string };
  reason?: string;
}

/** `shown`: the readers' revision stays, so that nobody of the current one may be named. */
export function newsOf(
  deps: PublishDeps,
  scope: ChangeScope,
  told: Told,
  revisions: 'shown' | 'both' = 'shown',
): News {
  const { article } = scope;
  const { siteUrl } = deps.config;
  const { correction, reason } = told;
  const body = JSON.stringify({
    type: `article.${told.event}`,
    timestamp: rfc3339(deps.now),
    data: {
      id: article.id,
      lang: article.lang,
      story_id: article.story_id,
      url: siteUrl + articlePath(article.lang, told.month, told.slug),
      title: told.title,
      state: told.state,
      ...(told.publishedAt === null ? {} : { published_at: rfc3339(told.publishedAt) }),
      ...(correction ? { correction } : {}),
      ...(reason === undefined ? {} : { reason }),
    },
  });
  return { event: { name: told.event, body }, feeds: feedsOf(siteUrl, scope, revisions) };
}

/** Feeds that show the article, those of its edition first. */
export function feedsOf(siteUrl: string, scope: ChangeScope, revisions: 'shown' | 'both'): string[] {
  const { lang } = scope.article;
  const slugs = new Set([...scope.published.slugs, ...(revisions === 'both' ? scope.current.slugs : [])]);
  return [
    editionPath(lang),
    ...scope.topic_slugs.map((slug) => `${topicPath(lang, slug)}/`),
    ...[...slugs].map((slug) => `${personPath(lang, slug)}/`),
  ]
    .flatMap((home) => [`${siteUrl}${home}feed.xml`, `${siteUrl}${home}feed.json`])
    .slice(0, FEEDS_MAX_PER_CHANGE);
}

/**
 * The rows of the news, for the batch of the change. Webhooks go out when the caches said that the first purge is
 * done. The hub comes at once for the feed and would keep what a lagging replica shows, so it is told after the second.
 */
export const newsStatements = (
  deps: PublishDeps,
  news: News,
  change: { purges: Record<PurgePhase, string>; guard: Guard },
): D1PreparedStatement[] => {
  const { db, now } = deps;
  const { purges, guard } = change;
  return [
    ...(news.event
      ? [
          eventStatement(
            db,
            { event: news.event.name, body: news.event.body, purgeId: purges.now, now },
            guard,
          ),
        ]
      : []),
    pingStatement(db, { feeds: news.feeds, purgeId: purges.settle, now }, guard),
  ];
};

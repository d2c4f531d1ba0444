import { monthPath } from '../lib/paths.ts';
import type { MonthView } from '../store/reader/views.ts';
import { Day, Line } from './card.tsx';
import { frameOf, renderPage } from './frame.tsx';
import { editionFeeds } from './head.ts';

/** A month of an edition. `path` is that of the page asked for, which is the month's own or a later page's. */
export function renderMonth(
  view: MonthView,
  at: { lang: string; month: string; path: string },
  siteUrl: string,
): string {
  const frame = frameOf(view.site, at.lang, siteUrl);
  const { voice } = frame;
  const title = voice.month(at.month);
  const here = monthPath(at.lang, at.month);
  const content = (
    <div class="page">
      <h1>{title}</h1>
      <ul class="lines">
        {view.links.map((link) => (
          <Line link={link} lang={at.lang}>
            <span class="by">
              <Day at={link.published_at} text={voice.day(link.published_at)} />
            </span>
          </Line>
        ))}
      </ul>
      {view.older ? (
        <p class="row">
          <a href={`${here}before/${view.older.at}-${view.older.row}`} rel="next">
            {voice.t.older}
          </a>
        </p>
      ) : null}
      <h2 id="archive">{voice.t.archive}</h2>
      <nav class="row" aria-labelledby="archive">
        {view.months.map((month) => (
          <a
            href={monthPath(at.lang, month)}
            {...(month === at.month ? { 'aria-current': 'page' as const } : {})}
          >
            {voice.month(month)}
          </a>
        ))}
      </nav>
    </div>
  );
  const head = {
    title,
    description: `${frame.site.name}, ${title}`,
    path: at.path,
    feeds: editionFeeds(frame),
  };
  return renderPage(frame, head, content);
}

/** What stands above the board's groups: sources that changed, claims, and the field for a new source. */
import type { Claim } from '../store/desk/claims.ts';
import type { ChangedStory } from '../store/desk/watches.ts';
import { ClaimRow, SourceForm } from './claims.tsx';
import { Ago } from './parts.tsx';
import type { DeskScreen } from './screen.ts';
import { Paragraph } from './watch.tsx';

/** The beginning of what changed: enough to see whether it matters. */
const Changes = (props: { s: DeskScreen; story: ChangedStory }) => {
  const { s, story } = props;
  const { changes } = story;
  if (!changes) return null;
  const words = s.t.newsroom;
  return (
    <details class="fold">
      <summary>{words.changedParagraphsN.replace('{n}', String(changes.count))}</summary>
      {changes.first.map((paragraph) => (
        <Paragraph changes={paragraph} />
      ))}
      <p>
        <a href={`/desk/stories/${story.id}#changed`}>{words.allChanges}</a>
      </p>
    </details>
  );
};

export const Newsroom = (props: { s: DeskScreen; changed: ChangedStory[]; claims: Claim[] }) => {
  const { s, changed, claims } = props;
  const words = s.t.newsroom;
  return (
    <>
      <SourceForm s={s} />
      {changed.length > 0 && (
        <section>
          <h2>{words.sourceChanged}</h2>
          <p class="hint">{words.sourceChangedHint}</p>
          <ul class="rows">
            {changed.map((story) => (
              <li class="row">
                <a class="title" href={`/desk/stories/${story.id}`} dir="auto">
                  {story.title ?? story.source_url ?? story.id}
                </a>
                <p class="about">
                  <Ago s={s} at={story.changed_at} />
                  <span>{words.translationsN.replace('{n}', String(story.translations))}</span>
                </p>
                <Changes s={s} story={story} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {claims.length > 0 && (
        <section>
          <h2>{words.openClaims}</h2>
          <p class="hint">{words.openClaimsHint}</p>
          <ul class="rows">
            {claims.map((claim) => (
              <ClaimRow s={s} claim={claim} show="source" />
            ))}
          </ul>
        </section>
      )}
    </>
  );
};

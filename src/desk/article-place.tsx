/** Where an article stands, as forms: the end of its address, and the story it tells. */

import { claimKey } from '../intake/claim.ts';
import { isId } from '../lib/ids.ts';
import { SLUG_MAX_CHARS } from '../limits.ts';
import type { ArticleDetail } from '../store/articles.ts';
import type { Db } from '../store/statement.ts';
import { findStoryBySource } from '../store/stories.ts';
import { Fold, type Refused } from './article-actions.tsx';
import { mayAct } from './article-rights.ts';
import { Post } from './layout.tsx';
import { AddressInput, Field } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

/** The story that somebody means by the address of its source, or of its page at the desk. */
export async function findStoryMeant(db: Db, text: string): Promise<string | undefined> {
  // Sources may have an id of that form in their own addresses.
  const id = /(?:^|\/desk\/stories\/)([0-9a-f-]{36})(?:$|[#?])/.exec(text.trim())?.[1];
  if (id !== undefined && isId(id)) return id;
  const key = claimKey(text.trim());
  return key === undefined ? undefined : (await findStoryBySource(db, key))?.id;
}

/** What was typed in a form, what is wrong with it, and whether its fold is open for that. */
function shownOf(s: DeskScreen, refused: Refused | undefined, form: 'slug' | 'move') {
  const mine = refused?.action === form ? refused : undefined;
  return {
    given: mine?.given,
    error: mine && s.say(mine.refusal.told),
    open: mine ? (true as const) : undefined,
  };
}

export const Place = (props: { s: DeskScreen; detail: ArticleDetail; refused?: Refused }) => {
  const { s, detail, refused } = props;
  const { article } = detail;
  if (article.state === 'spiked' || !mayAct(s.actor, 'slug', article)) return null;
  const slug = shownOf(s, refused, 'slug');
  const move = shownOf(s, refused, 'move');
  const to = (action: string) => `/desk/articles/${article.id}/${action}`;
  return (
    <>
      <Fold title={s.t.actions.slug} open={slug.open}>
        <Post s={s} to={to('slug')}>
          <Field name="slug" label={s.t.slugLabel} hint={s.t.slugHint} error={slug.error}>
            {(attributes) => (
              <input
                {...attributes}
                maxlength={SLUG_MAX_CHARS}
                dir="auto"
                autocapitalize="off"
                value={slug.given?.slug ?? article.slug}
              />
            )}
          </Field>
          <button type="submit" class="main">
            {s.t.actions.slug}
          </button>
        </Post>
      </Fold>
      <Fold title={s.t.actions.move} open={move.open}>
        <Post s={s} to={to('move')}>
          <Field name="story" label={s.t.storyLabel} hint={s.t.storyHint} error={move.error}>
            {(attributes) => <AddressInput attributes={attributes} value={move.given?.story} />}
          </Field>
          <button type="submit" class="main">
            {s.t.actions.move}
          </button>
        </Post>
      </Fold>
    </>
  );
};

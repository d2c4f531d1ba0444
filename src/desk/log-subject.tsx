/** What an entry of the log is about: by its name, with the way to its screen. */
import type { LogEntry, SubjectName } from '../store/desk/log.ts';
import { langName } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

export type Names = Map<string, SubjectName>;

/** The screen on which the subject can be looked at. */
function linkOf(subject: string, slug: string | null | undefined): string | undefined {
  const [kind = '', id = '', to = ''] = subject.split(':');
  const from = slug ? `?${new URLSearchParams({ from: slug })}` : '';
  const paths: Record<string, string> = {
    article: `articles/${id}`,
    story: `stories/${id}`,
    webhook: `webhooks/${id}`,
    submission: `submissions/${id}`,
    glossary: `glossary?${new URLSearchParams({ from: id, to })}`,
    person: `settings/people${from}`,
    topic: `settings/topics${from}`,
    site: 'settings',
    member: 'people',
    token: 'people',
  };
  return paths[kind] && `/desk/${paths[kind]}`;
}

function nameOf(s: DeskScreen, entry: LogEntry, known: string | null | undefined): string | undefined {
  const [kind, one = '', other = ''] = entry.subject.split(':');
  switch (kind) {
    case 'submission':
      return s.t.submission;
    case 'site':
      return s.t.newsroom.settings;
    case 'glossary':
      return s.t.review.pairOf.replace('{from}', langName(s, one)).replace('{to}', langName(s, other));
    default:
      return known ?? undefined;
  }
}

/** Nothing where who did it is what it was done to, and where there is no name: the export has every id. */
export const Subject = (props: { s: DeskScreen; entry: LogEntry; names: Names }) => {
  const { s, entry } = props;
  const known = props.names.get(entry.subject);
  const name = nameOf(s, entry, known?.name);
  if (name === undefined || name === entry.member) return null;
  const href = linkOf(entry.subject, known?.slug);
  const attributes = { dir: 'auto', ...(known?.lang ? { lang: known.lang } : {}) } as const;
  return href ? (
    <a href={href} {...attributes}>
      {name}
    </a>
  ) : (
    <span {...attributes}>{name}</span>
  );
};

/** What an entry of the log is about: by its name, with the way to its screen. */
import type { LogEntry, SubjectName } from '../store/desk/log.ts';
import { langName } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

export type Names = Map<string, SubjectName>;

const from = (slug: string | null | undefined): string => (slug ? `?from=${encodeURIComponent(slug)}` : '');

/** The screen on which the subject can be looked at. */
function linkOf(subject: string, slug: string | null | undefined): string | undefined {
  const [kind, id = '', to = ''] = subject.split(':');
  switch (kind) {
    case 'article':
      return `/desk/articles/${id}`;
    case 'story':
      return `/desk/stories/${id}`;
    case 'webhook':
      return `/desk/webhooks/${id}`;
    case 'submission':
      return `/desk/submissions/${id}`;
    case 'glossary':
      return `/desk/glossary?${new URLSearchParams({ from: id, to })}`;
    case 'person':
      return `/desk/settings/people${from(slug)}`;
    case 'topic':
      return `/desk/settings/topics${from(slug)}`;
    case 'site':
      return '/desk/settings';
    case 'member':
    case 'token':
      return '/desk/people';
    default:
      return undefined;
  }
}

/** The source of a claim, which ends with its row. */
const claimed = ({ before_json, after_json }: LogEntry): string | undefined => {
  const { source_url } = JSON.parse(after_json ?? before_json ?? '{}') as { source_url?: unknown };
  return typeof source_url === 'string' ? source_url : undefined;
};

function nameOf(s: DeskScreen, entry: LogEntry, known: string | null | undefined): string | undefined {
  const [kind, one = '', other = ''] = entry.subject.split(':');
  switch (kind) {
    case 'submission':
      return s.t.submission;
    case 'site':
      return s.t.newsroom.settings;
    case 'claim':
      return claimed(entry);
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

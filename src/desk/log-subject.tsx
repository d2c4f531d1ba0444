/** What an entry of the log is about, or names: by its name, with the way to its screen. */
import type { SubjectName } from '../store/desk/log.ts';
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

function nameOf(s: DeskScreen, subject: string, known: SubjectName | undefined): string | undefined {
  const [kind, one = '', other = ''] = subject.split(':');
  switch (kind) {
    case 'submission':
      return s.t.submission;
    case 'site':
      return s.t.newsroom.settings;
    case 'glossary':
      return s.t.review.pairOf.replace('{from}', langName(s, one)).replace('{to}', langName(s, other));
    default:
      return known?.name === undefined || known.name === null ? undefined : s.say(known.told, known.name);
  }
}

/** `otherwise` where there is no name, or it has been said: the export has every id. */
export const Subject = (props: {
  s: DeskScreen;
  subject: string;
  names: Names;
  said?: string | null;
  otherwise?: string;
}) => {
  const { s, subject } = props;
  const known = props.names.get(subject);
  const name = nameOf(s, subject, known);
  if (name === undefined || name === props.said) return props.otherwise ?? null;
  const href = linkOf(subject, known?.slug);
  const attributes = { dir: 'auto', ...(known?.lang ? { lang: known.lang } : {}) } as const;
  return href ? (
    <a href={href} {...attributes}>
      {name}
    </a>
  ) : (
    <span {...attributes}>{name}</span>
  );
};

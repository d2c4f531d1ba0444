import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import { may } from '../auth/actor.ts';
import type { DeskScreen, Screen } from './screen.ts';
import { wordsLangs } from './words/choose.ts';

type PageProps = { title: string; children?: Child };

const nativeName = { en: 'English', 'zh-Hans': '简体中文' } as const;

const Html = (props: { s: Screen; nav?: Child } & PageProps) => {
  const { s } = props;
  return html`<!DOCTYPE html>${(
    <html lang={s.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${props.title} – ${s.t.desk}`}</title>
        <link rel="stylesheet" href="/desk/assets/desk.css" />
        <script type="module" src="/desk/assets/desk.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">
          {s.t.skip}
        </a>
        <header class="bar">
          <a class="name" href="/desk/">
            Dragoman
          </a>
          {props.nav}
        </header>
        <main id="main">{props.children}</main>
        <footer class="foot">
          {/* Without a script nothing that is typed is kept: so the page stays, and desk.js lets it go. */}
          <form method="post" action="/desk/words" target="_blank" rel="noopener">
            <input type="hidden" name="back" value={s.here} />
            {wordsLangs.map((lang) => (
              <button
                type="submit"
                class="plain"
                name="words"
                value={lang}
                lang={lang}
                aria-pressed={String(lang === s.lang)}
              >
                {nativeName[lang]}
              </button>
            ))}
            <span data-without-script>{s.t.inNewTab}</span>
          </form>
          <a href="/">{s.t.toSite}</a>
        </footer>
      </body>
    </html>
  )}`;
};

/** A page before the door. */
export const OpenPage = (props: { s: Screen } & PageProps) => <Html {...props} />;

const Link = (props: { s: Screen; to: string; also?: string; children?: Child }) => {
  const path = props.s.here.split('?')[0] ?? '';
  const isHere =
    props.to === '/desk/'
      ? path === '/desk/' || path === '/desk'
      : [props.to, props.also].some((one) => one !== undefined && path.startsWith(one));
  return (
    <a href={props.to} {...(isHere ? { 'aria-current': 'page' } : {})}>
      {props.children}
    </a>
  );
};

/** A page behind the door: navigation shows what this person may open. */
export const Page = (props: { s: DeskScreen } & PageProps) => {
  const { s } = props;
  const nav = (
    <>
      <nav aria-label={s.t.desk}>
        <Link s={s} to="/desk/">
          {s.t.board}
        </Link>
        <Link s={s} to="/desk/stories">
          {s.t.newsroom.stories}
        </Link>
        <Link s={s} to="/desk/submit">
          {s.t.submit}
        </Link>
        <Link s={s} to="/desk/glossary">
          {s.t.review.glossary}
        </Link>
        {may(s.actor, 'publisher') && (
          <Link s={s} to="/desk/work">
            {s.t.work}
          </Link>
        )}
        <Link s={s} to="/desk/people">
          {may(s.actor, 'admin') ? s.t.people : s.t.account}
        </Link>
        {may(s.actor, 'admin') && (
          <Link s={s} to="/desk/settings" also="/desk/webhooks">
            {s.t.newsroom.settings}
          </Link>
        )}
        {may(s.actor, 'admin') && (
          <Link s={s} to="/desk/log">
            {s.t.log}
          </Link>
        )}
      </nav>
      <Post s={s} to="/desk/leave" class="who">
        <span>{s.actor.name}</span>
        <button type="submit" class="plain">
          {s.t.leave}
        </button>
      </Post>
    </>
  );
  return <Html {...props} nav={nav} />;
};

/** A form that posts, with this session's token. */
export const Post = (props: {
  s: DeskScreen;
  to: string;
  class?: string;
  upload?: 'files';
  /** Attributes of a form that is kept as a draft. */
  kept?: Record<`data-${string}`, string>;
  children?: Child;
}) => (
  <form
    method="post"
    action={props.to}
    {...(props.class ? { class: props.class } : {})}
    {...(props.upload ? { enctype: 'multipart/form-data' } : {})}
    {...props.kept}
  >
    <input type="hidden" name="csrf" value={props.s.csrf} />
    {props.children}
  </form>
);

/** A form that is one button. */
export const PostButton = (props: { s: DeskScreen; to: string; text: string; kind?: 'danger' }) => (
  <Post s={props.s} to={props.to} class="line">
    <button type="submit" {...(props.kind ? { class: props.kind } : {})}>
      {props.text}
    </button>
  </Post>
);

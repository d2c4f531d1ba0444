/** What would become of a text: its parts as they were understood, the findings, the body. Nothing is stored. */
import type { Preview } from '../pipeline/door.ts';
import { FindingList } from './findings.tsx';
import { Sanitised } from './sanitised.tsx';
import type { DeskScreen } from './screen.ts';

export const PreviewPart = (props: { s: DeskScreen; preview: Preview; lang: string }) => {
  const { s, lang } = props;
  const { parts, html, findings } = props.preview;
  const facts: [string, string | undefined][] = [
    [s.t.byline, parts.byline],
    [s.t.repost, parts.repost?.name],
    ...parts.sources.map(({ title, url }): [string, string] => [s.t.source, title ?? url]),
    ...parts.credits.map(({ role, name }): [string, string] => [s.t.creditRoles[role], name]),
    [s.t.headerFrom, parts.header?.url],
    [s.t.disclaimer, parts.disclaimer],
    ...parts.footer_links.map(({ text }): [string, string] => [s.t.footerLink, text]),
  ];
  return (
    <>
      <FindingList
        s={s}
        findings={findings.map((finding, n) => ({
          ...finding,
          id: String(n),
          message: '',
          segment: finding.segment ?? null,
          dismissed_at: null,
          dismissed_reason: null,
        }))}
      />
      <section class="preview" aria-labelledby="preview">
        <h2 id="preview">{s.t.preview}</h2>
        <article lang={lang} dir="auto">
          <h3>{parts.title ?? s.t.noTitle}</h3>
          <Sanitised html={html} />
        </article>
      </section>
      <section>
        <h2>{s.t.fields}</h2>
        <dl class="facts">
          {facts.map(
            ([name, value]) =>
              value && (
                <>
                  <dt>{name}</dt>
                  <dd dir="auto">{value}</dd>
                </>
              ),
          )}
        </dl>
      </section>
    </>
  );
};

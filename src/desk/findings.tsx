import type { FindingRow } from '../store/submissions.ts';
import { Post } from './layout.tsx';
import { SeverityMark } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

const order = { block: 0, warning: 1, note: 2 };

/** Where a reason is sent, for those who may set a finding aside, and the page to come back to. */
export interface Dismissal {
  to: (id: string) => string;
  back?: string;
}

type Props = { s: DeskScreen; finding: FindingRow; dismissal?: Dismissal | undefined };

/** What the finding is about; an article of the desk is a link. */
const About = ({ s, segment }: { s: DeskScreen; segment: string }) =>
  segment.startsWith('/desk/articles/') ? (
    <p>
      <a href={segment}>{s.t.otherArticle}</a>
    </p>
  ) : (
    <blockquote dir="auto">{segment}</blockquote>
  );

/** One open finding with its dismissal. `quoted`: the text it is about stands beside it already. */
export const Finding = ({ s, finding, dismissal, quoted }: Props & { quoted?: 'beside' }) => (
  <li class={finding.severity}>
    <p>
      <SeverityMark s={s} severity={finding.severity} /> {s.say(finding.told, finding.message)}
    </p>
    {finding.segment && quoted === undefined && <About s={s} segment={finding.segment} />}
    {dismissal && finding.severity === 'block' && s.actor.role !== 'admin' && (
      <p class="hint">{s.t.blockHint}</p>
    )}
    {dismissal && finding.severity !== 'block' && (
      <details>
        <summary>{s.t.dismiss}</summary>
        <Post s={s} to={dismissal.to(finding.id)} class="line">
          {dismissal.back && <input type="hidden" name="back" value={dismissal.back} />}
          <label>
            {s.t.dismissReason} <input name="reason" required maxlength={500} />
          </label>
          <button type="submit">{s.t.dismiss}</button>
        </Post>
      </details>
    )}
  </li>
);

/** Findings that were set aside, with why. */
export const Dismissed = (props: { s: DeskScreen; findings: FindingRow[] }) =>
  props.findings.length > 0 ? (
    <details>
      <summary>{props.s.t.dismissed.replace('{n}', String(props.findings.length))}</summary>
      <ul class="findings">
        {props.findings.map((finding) => (
          <li class="note">
            <p>
              <s>{props.s.say(finding.told, finding.message)}</s> {finding.dismissed_reason}
            </p>
          </li>
        ))}
      </ul>
    </details>
  ) : null;

/** The gravest first. */
export const openOf = (findings: FindingRow[]): FindingRow[] =>
  findings
    .filter(({ dismissed_at }) => dismissed_at === null)
    .toSorted((a, b) => order[a.severity] - order[b.severity]);

/** All findings of a text, those that were set aside last. */
export const FindingList = (props: { s: DeskScreen; findings: FindingRow[]; dismissal?: Dismissal }) => {
  const { s, findings, dismissal } = props;
  const open = openOf(findings);
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{s.t.findings}</h2>
      {open.length === 0 && <p>{s.t.noFindings}</p>}
      <ul class="findings">
        {open.map((finding) => (
          <Finding s={s} finding={finding} dismissal={dismissal} />
        ))}
      </ul>
      <Dismissed s={s} findings={findings.filter(({ dismissed_at }) => dismissed_at !== null)} />
    </section>
  );
};

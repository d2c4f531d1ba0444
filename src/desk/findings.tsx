import type { FindingRow } from '../store/submissions.ts';
import { Post } from './layout.tsx';
import { SeverityMark } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

const order = { block: 0, warning: 1, note: 2 };

/** Findings, the gravest first. `dismissTo` is where a reason is sent, for those who may set a finding aside. */
export const FindingList = (props: {
  s: DeskScreen;
  findings: FindingRow[];
  dismissTo?: (id: string) => string;
}) => {
  const { s, dismissTo } = props;
  const open = props.findings
    .filter(({ dismissed_at }) => dismissed_at === null)
    .toSorted((a, b) => order[a.severity] - order[b.severity]);
  const dismissed = props.findings.filter(({ dismissed_at }) => dismissed_at !== null);
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{s.t.findings}</h2>
      {open.length === 0 && <p>{s.t.noFindings}</p>}
      <ul class="findings">
        {open.map((finding) => (
          <li class={finding.severity}>
            <p>
              <SeverityMark s={s} severity={finding.severity} /> {finding.message}
            </p>
            {finding.segment && <blockquote dir="auto">{finding.segment}</blockquote>}
            {dismissTo && finding.severity !== 'block' && (
              <details>
                <summary>{s.t.dismiss}</summary>
                <Post s={s} to={dismissTo(finding.id)} class="line">
                  <label>
                    {s.t.dismissReason} <input name="reason" required maxlength={500} />
                  </label>
                  <button type="submit">{s.t.dismiss}</button>
                </Post>
              </details>
            )}
          </li>
        ))}
      </ul>
      {dismissed.length > 0 && (
        <details>
          <summary>{s.t.dismissed.replace('{n}', String(dismissed.length))}</summary>
          <ul class="findings">
            {dismissed.map((finding) => (
              <li class="note">
                <p>
                  <s>{finding.message}</s> {finding.dismissed_reason}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

import { useState } from 'react';
import type { AuditReport, AuditSection, AuditVerdict } from '../../api/databaseContract';
import { duration } from '../../format/times';
import { Time } from '../../parts/Figures';
import { Loaded, Panel } from '../../parts/Panel';
import { useParts } from '../../parts/Parts';
import { useResource } from '../../parts/useResource';

const SIGNS: Record<AuditVerdict, string> = { TRUE: '✔', FALSE: '✘', NOT_APPLICABLE: '–' };
const WORDS: Record<AuditVerdict, string> = { TRUE: 'true', FALSE: 'false', NOT_APPLICABLE: 'not applicable' };

/** The report on the database, measured on demand: each claim with its verdict and what was found. */
export function ReportPanel() {
  const { server } = useParts();
  const [asked, setAsked] = useState(false);
  const report = useResource(asked ? 'database-audit' : null, server.databaseAudit);
  return (
    <Panel
      title="Report"
      className="report"
      aside={
        <button type="button" onClick={() => (asked ? report.reload() : setAsked(true))}>
          {asked ? 'Measure again' : 'Measure now'}
        </button>
      }
    >
      {asked ? (
        <Loaded resource={report} what="the measurements" lines={8}>
          {(read) => <Report report={read} />}
        </Loaded>
      ) : (
        <p className="empty">What this database is built to keep, measured one by one; it takes a second or two.</p>
      )}
    </Panel>
  );
}

function tally(sections: AuditSection[], verdict: AuditVerdict): number {
  return sections.reduce(
    (sum, section) => sum + section.lines.filter((line) => line.finding.verdict === verdict).length,
    0,
  );
}

function Report({ report }: { report: AuditReport }) {
  return (
    <>
      <p className="hint">
        {tally(report.sections, 'TRUE')} true · {tally(report.sections, 'FALSE')} false ·{' '}
        {tally(report.sections, 'NOT_APPLICABLE')} not applicable · measured <Time at={report.madeAt} form="clock" /> in{' '}
        {duration(report.tookMs)}
      </p>
      <div className="report-sections">
        {report.sections.map((section) => (
          <Section key={section.number} section={section} />
        ))}
      </div>
    </>
  );
}

function Section({ section }: { section: AuditSection }) {
  const wrong = tally([section], 'FALSE');
  return (
    <details open={wrong > 0}>
      <summary>
        {section.number}. {section.title}{' '}
        <span className={wrong > 0 ? 'loss' : 'gain'}>{wrong > 0 ? `${wrong} false` : 'holds'}</span>
      </summary>
      <ul>
        {section.lines.map((line, place) => (
          <li key={place} className={`verdict-${line.finding.verdict.toLowerCase()}`} title={line.test}>
            <span className="sign" role="img" aria-label={WORDS[line.finding.verdict]}>
              {SIGNS[line.finding.verdict]}
            </span>
            <span>{line.claim.trim()}</span>
            <span className="faint">{line.finding.measured}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

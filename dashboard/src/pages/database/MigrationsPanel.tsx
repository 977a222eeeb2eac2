import type { DatabaseStatus, Diagnostics, Drift } from '../../api/databaseContract';
import { Time } from '../../parts/Figures';
import { Loaded, Panel } from '../../parts/Panel';
import type { Resource } from '../../parts/useResource';

interface Props {
  status: Resource<DatabaseStatus>;
  diagnostics: Resource<Diagnostics>;
}

/** Whether the schema is as expected, and the scripts that made it, newest first. */
export function MigrationsPanel({ status, diagnostics }: Props) {
  return (
    <Panel title="Migrations">
      <Loaded resource={diagnostics} what="the schema">
        {({ drift, driftError }) => (drift === null ? <p className="problem">{driftError}</p> : <Schema drift={drift} />)}
      </Loaded>
      <Loaded resource={status} what="the migrations">
        {({ migrations = [] }) => (
          <div className="scroll">
            <table className="dense">
              <thead>
                <tr>
                  <th scope="col" className="number">
                    No
                  </th>
                  <th scope="col">What it made</th>
                  <th scope="col">Applied</th>
                  <th scope="col" className="number wide">
                    Checksum
                  </th>
                </tr>
              </thead>
              <tbody>
                {migrations.toReversed().map((migration) => (
                  <tr key={migration.number}>
                    <td className="number">{migration.number}</td>
                    <th scope="row">{migration.description}</th>
                    <td>
                      {migration.appliedAt === null ? (
                        <span className="tag health-degraded">due</span>
                      ) : (
                        <Time at={migration.appliedAt} />
                      )}
                    </td>
                    <td className="number wide faint">{(migration.checksum >>> 0).toString(16).padStart(8, '0')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

function Schema({ drift }: { drift: Drift }) {
  const wrong = [...drift.missing.map((line) => `Missing: ${line}`), ...drift.extra.map((line) => `Too much: ${line}`)];
  return (
    <>
      {wrong.map((line) => (
        <p key={line} className="problem">
          {line}
        </p>
      ))}
      <p className="hint" title={drift.fingerprint}>
        {wrong.length === 0 ? 'The schema is as expected' : 'The schema has drifted'}, fingerprint{' '}
        {drift.fingerprint.slice(0, 12)}
        {drift.besides.length > 0 && `; also there: ${drift.besides.join(', ')}`}
      </p>
    </>
  );
}

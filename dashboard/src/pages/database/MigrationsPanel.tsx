import type { DatabaseStatus } from '../../api/databaseContract';
import { Time } from '../../parts/Figures';
import { Loaded, Panel } from '../../parts/Panel';
import type { Resource } from '../../parts/useResource';

/** The scripts that made the schema, newest first. */
export function MigrationsPanel({ status }: { status: Resource<DatabaseStatus> }) {
  return (
    <Panel title="Migrations">
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

import { useParts } from '../../parts/Parts';
import { useResource } from '../../parts/useResource';
import { BackupsPanel } from './BackupsPanel';
import { ConnectionsPanel } from './ConnectionsPanel';
import { DatabaseFigures } from './DatabaseFigures';
import { MigrationsPanel } from './MigrationsPanel';
import { QueriesPanel } from './QueriesPanel';
import { ReportPanel } from './ReportPanel';
import { TablesPanel } from './TablesPanel';

const LIVE_MS = 2_000;
const SLOWLY_MS = 30_000;

/** The database: what it is, how it does, what is in it and what its statements cost. */
export default function DatabasePage() {
  const { server, me } = useParts();
  const overview = useResource('database', server.database, LIVE_MS);
  const tables = useResource('database-tables', server.databaseTables, SLOWLY_MS);
  const queries = useResource('database-queries', server.databaseQueries, LIVE_MS);
  const status = useResource('database-status', server.databaseStatus, SLOWLY_MS);
  const diagnostics = useResource('diagnostics', server.diagnostics, SLOWLY_MS);
  return (
    <div className="database-page">
      <h1 className="unseen">Database</h1>
      <DatabaseFigures overview={overview.data} tables={tables.data} status={status.data} />
      <div className="column">
        <ConnectionsPanel overview={overview} />
        {me.role === 'admin' && <BackupsPanel />}
        <MigrationsPanel status={status} diagnostics={diagnostics} />
      </div>
      <TablesPanel tables={tables} />
      <QueriesPanel queries={queries} />
      <ReportPanel />
    </div>
  );
}

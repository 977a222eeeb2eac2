import type { DatabaseOverview, DatabaseStatus, DatabaseTables } from '../../api/databaseContract';
import { bytes, count, shortCount } from '../../format/numbers';
import { day } from '../../format/times';
import { KeyFigure } from '../../parts/KeyFigure';

interface DatabaseFiguresProps {
  overview: DatabaseOverview | null;
  tables: DatabaseTables | null;
  status: DatabaseStatus | null;
}

/** What a glance at the database is for. */
export function DatabaseFigures({ overview, tables, status }: DatabaseFiguresProps) {
  const applied = (status?.migrations ?? []).filter((migration) => migration.appliedAt !== null);
  const newest = applied.at(-1);
  const rows = tables?.tables.reduce((sum, table) => sum + table.rows, 0);
  return (
    <dl className="key-figures">
      <KeyFigure name="Database" value={overview?.engine} testId="database-engine">
        {overview && `because ${overview.reason}`}
      </KeyFigure>
      <KeyFigure name="Place" value={overview && shortPlace(overview.place)}>
        {overview && <span title={overview.place}>{overview.place}</span>}
      </KeyFigure>
      <KeyFigure name="Size" value={overview && bytes(overview.bytes)} />
      <KeyFigure name="Tables" value={tables && count(tables.tables.length)}>
        {rows !== undefined && `${shortCount(rows)} rows`}
      </KeyFigure>
      <KeyFigure name="Schema" value={overview && `version ${overview.schemaVersion}`}>
        {newest?.appliedAt && `since ${day(newest.appliedAt)}`}
      </KeyFigure>
    </dl>
  );
}

/** The end of a path, or the host and database of an address. */
export function shortPlace(place: string): string {
  return place.includes('@') ? place.slice(place.lastIndexOf('@') + 1) : (place.split(/[\\/]/).at(-1) ?? place);
}

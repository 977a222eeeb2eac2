import { useState } from 'react';
import type { DatabaseTables, TableSize } from '../../api/databaseContract';
import { bytes, count } from '../../format/numbers';
import { Time } from '../../parts/Figures';
import { Loaded, Panel } from '../../parts/Panel';
import type { Resource } from '../../parts/useResource';

/** Every table with its rows and its share of the disk, the largest first; empty ones only when asked for. */
export function TablesPanel({ tables }: { tables: Resource<DatabaseTables> }) {
  const [all, setAll] = useState(false);
  const empty = tables.data?.tables.filter((table) => table.rows === 0).length ?? 0;
  return (
    <Panel
      title="Tables"
      className="tables"
      aside={
        empty > 0 && (
          <button type="button" className="quiet" aria-pressed={all} onClick={() => setAll(!all)}>
            {all ? 'Hide' : 'Show'} the {empty} empty ones
          </button>
        )
      }
    >
      <Loaded resource={tables} what="the tables" lines={12}>
        {(read) => <Sizes read={read} all={all} />}
      </Loaded>
    </Panel>
  );
}

function Sizes({ read, all }: { read: DatabaseTables; all: boolean }) {
  const shown = bySize(read.tables).filter((table) => all || table.rows > 0);
  const largest = Math.max(1, ...shown.map((table) => table.bytes));
  return (
    <>
      <div className="scroll">
        <table className="dense">
          <thead>
            <tr>
              <th scope="col">Table</th>
              <th scope="col" className="number">
                Rows
              </th>
              <th scope="col" className="number">
                Size with indexes
              </th>
              <th scope="col" className="share">
                <span className="unseen">Share</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((table) => (
              <tr key={table.name}>
                <th scope="row">{table.name}</th>
                <td className="number" title={table.isEstimate ? 'an estimate of the database' : undefined}>
                  {table.isEstimate && '≈ '}
                  {count(table.rows)}
                </td>
                <td className="number">{bytes(table.bytes)}</td>
                <td className="share">
                  <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={(100 * table.bytes) / largest} height="6" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="credit">
        as of <Time at={read.readAt} form="clock" />
      </p>
    </>
  );
}

function bySize(tables: TableSize[]): TableSize[] {
  return tables.toSorted((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name));
}

import { useState } from 'react';
import type { DatabaseQueries, QueryFigures } from '../../api/databaseContract';
import { count, micros, percent, shortCount } from '../../format/numbers';
import { Empty, Loaded, Panel } from '../../parts/Panel';
import type { Resource } from '../../parts/useResource';

type Order = 'totalUs' | 'p99Us' | 'runs';

const ORDERS: Record<Order, string> = { totalUs: 'Most time', p99Us: 'Slowest', runs: 'Most often' };
const SHOWN = 25;

/** What statements cost since the start; a click shows the whole text, and the plan of a slow run. */
export function QueriesPanel({ queries }: { queries: Resource<DatabaseQueries> }) {
  const [order, setOrder] = useState<Order>('totalUs');
  return (
    <Panel
      title="Statements since the start"
      className="queries"
      aside={
        <div className="tabs" role="group" aria-label="Order">
          {(Object.keys(ORDERS) as Order[]).map((each) => (
            <button key={each} type="button" aria-pressed={each === order} onClick={() => setOrder(each)}>
              {ORDERS[each]}
            </button>
          ))}
        </div>
      }
    >
      <Loaded resource={queries} what="the statements" lines={10}>
        {(read) => <Statements read={read} order={order} />}
      </Loaded>
    </Panel>
  );
}

function Statements({ read, order }: { read: DatabaseQueries; order: Order }) {
  const [open, setOpen] = useState<string | null>(null);
  const total = read.queries.reduce((sum, query) => sum + query.totalUs, 0);
  const shown = read.queries.toSorted((a, b) => b[order] - a[order]).slice(0, SHOWN);
  if (shown.length === 0) return <Empty>No statement has run yet.</Empty>;
  return (
    <div className="scroll">
      <table className="dense">
        <thead>
          <tr>
            <th scope="col">Statement</th>
            <th scope="col" className="number">
              Runs
            </th>
            <th scope="col" className="number">
              p50
            </th>
            <th scope="col" className="number">
              p99
            </th>
            <th scope="col" className="number wide">
              Longest
            </th>
            <th scope="col" className="number wide">
              Rows
            </th>
            <th scope="col" className="number">
              Share of time
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((query) => (
            <Statement
              key={query.digest}
              query={query}
              slowUs={read.slowMs * 1000}
              share={total === 0 ? 0 : query.totalUs / total}
              open={open === query.digest}
              toggle={() => setOpen(open === query.digest ? null : query.digest)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface StatementProps {
  query: QueryFigures;
  slowUs: number;
  share: number;
  open: boolean;
  toggle: () => void;
}

function Statement({ query, slowUs, share, open, toggle }: StatementProps) {
  return (
    <>
      <tr>
        <th scope="row" className="statement">
          <button type="button" className="quiet" aria-expanded={open} onClick={toggle}>
            {query.statement}
          </button>
        </th>
        <td className="number">
          {shortCount(query.runs)}
          {query.failures > 0 && <span className="loss"> · {count(query.failures)} failed</span>}
        </td>
        <td className="number">{micros(query.p50Us)}</td>
        <td className={`number ${query.p99Us >= slowUs ? 'loss' : ''}`}>{micros(query.p99Us)}</td>
        <td className={`number wide ${query.maxUs >= slowUs ? 'loss' : ''}`}>{micros(query.maxUs)}</td>
        <td className="number wide">{shortCount(query.rows)}</td>
        <td className="number">{percent(share)}</td>
      </tr>
      {open && (
        <tr className="statement-detail">
          <td colSpan={7}>
            <pre>{query.statement}</pre>
            {query.plan !== null && (
              <>
                <p className="hint">Plan of a run that took longer than {slowUs / 1000} ms</p>
                <pre>{query.plan}</pre>
              </>
            )}
          </td>
        </tr>
      )}
    </>
  );
}

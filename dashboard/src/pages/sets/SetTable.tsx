import { useEffect, useRef, useState } from 'react';
import type { Page, SetRow } from '../../api/contract';
import { count, fixed, NOTHING, percent, ratio } from '../../format/numbers';
import { Return, Steps, Time } from '../../parts/Figures';
import { Link } from '../../parts/Link';
import { Empty, Failed, Loading, Panel } from '../../parts/Panel';
import { useParts } from '../../parts/Parts';
import { DirectionTag, LevelTag, StatusTag } from '../../parts/Tags';
import { useResource } from '../../parts/useResource';
import { adjust, changed, usePlace } from '../../routes';
import { SetFilters } from './SetFilters';

const ROWS = 50;
const EVERY_MS = 10_000;
const SORTS = ['avgSteps', 'winRate', 'profitFactor', 'closed', 'drawdown', 'level'] as const;
type Sort = (typeof SORTS)[number];

/** The sets that match, sorted and paged by the server. */
export function SetTable({ onOpen }: { onOpen: (id: string) => void }) {
  const { server } = useParts();
  const { query } = usePlace();
  const sort: Sort = SORTS.find((each) => each === query.get('sort')) ?? 'level';
  const order = query.get('order') === 'asc' ? 'asc' : 'desc';
  const filter = {
    level: query.get('level'),
    status: query.get('status'),
    indication: query.get('indication'),
    direction: query.get('direction'),
  };
  const asked = JSON.stringify({ ...filter, sort, order });
  const [cursors, setCursors] = useState<{ asked: string; list: (string | null)[] }>({ asked, list: [null] });
  const list = cursors.asked === asked ? cursors.list : [null];
  const cursor = list.at(-1) ?? null;
  const resource = useResource(
    `sets ${asked} ${cursor ?? ''}`,
    (signal) => server.sets({ ...filter, sort, order, limit: ROWS, cursor }, signal),
    EVERY_MS,
  );
  // The page before stays in sight, dimmed, until the next one is there.
  const kept = useRef<Page<SetRow> | null>(null);
  useEffect(() => {
    if (resource.data !== null) kept.current = resource.data;
  }, [resource.data]);
  const page = resource.data ?? kept.current;
  const next = resource.data?.nextCursor ?? null;
  const first = (list.length - 1) * ROWS;
  const by = (column: Sort) => {
    const turned = sort === column && order === 'desc' ? 'asc' : null;
    adjust({ sort: column === 'level' ? null : column, order: turned });
  };
  return (
    <Panel title="Sets" className="sets-panel" aside={<SetFilters filter={filter} />}>
      {resource.problem !== null && <Failed problem={resource.problem} retry={resource.reload} />}
      {page === null ? (
        resource.problem === null && <Loading what="the sets" lines={10} />
      ) : page.items.length === 0 ? (
        <Empty>No set matches.</Empty>
      ) : (
        <>
          <div className={resource.data === null ? 'scroll dimmed' : 'scroll'} aria-busy={resource.data === null}>
            <table className="dense sets" data-testid="sets">
              <thead>
                <tr>
                  <th scope="col">Set</th>
                  <th scope="col" className="wide">
                    Direction
                  </th>
                  <Sortable name="Level" column="level" sort={sort} order={order} onSort={by} />
                  <th scope="col" className="wide">
                    Status
                  </th>
                  <Sortable name="Average result" column="avgSteps" number sort={sort} order={order} onSort={by} />
                  <Sortable name="Win rate" column="winRate" number sort={sort} order={order} onSort={by} />
                  <th scope="col" className="number wide" title="Win rate at which the set neither earns nor loses">
                    Break-even
                  </th>
                  <Sortable name="Profit factor" column="profitFactor" number sort={sort} order={order} onSort={by} />
                  <Sortable name="Closed" column="closed" number sort={sort} order={order} onSort={by} />
                  <th scope="col" className="number wide">
                    Open
                  </th>
                  <th scope="col" className="number wide">
                    Sum of results
                  </th>
                  <Sortable name="Drawdown" column="drawdown" number sort={sort} order={order} onSort={by} />
                  <th scope="col" className="number wide">
                    Last exit
                  </th>
                </tr>
              </thead>
              <tbody>
                {page.items.map((row) => (
                  <Row key={row.id} row={row} query={query} onOpen={onOpen} />
                ))}
              </tbody>
            </table>
          </div>
          <nav className="paging" aria-label="Pages of sets">
            <button
              type="button"
              disabled={list.length === 1}
              onClick={() => setCursors({ asked, list: list.slice(0, -1) })}
            >
              ← Previous
            </button>
            <span className="hint">
              {count(first + 1)} – {count(first + page.items.length)}
            </span>
            <button type="button" disabled={next === null} onClick={() => setCursors({ asked, list: [...list, next] })}>
              Next →
            </button>
          </nav>
        </>
      )}
    </Panel>
  );
}

interface SortableProps {
  name: string;
  column: Sort;
  number?: boolean;
  sort: Sort;
  order: 'asc' | 'desc';
  onSort: (column: Sort) => void;
}

function Sortable({ name, column, number = false, sort, order, onSort }: SortableProps) {
  const mine = sort === column;
  return (
    <th
      scope="col"
      className={number ? 'number' : undefined}
      aria-sort={mine ? (order === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" className="sort" onClick={() => onSort(column)}>
        {name}
        <span aria-hidden="true">{mine ? (order === 'asc' ? ' ↑' : ' ↓') : ''}</span>
      </button>
    </th>
  );
}

interface RowProps {
  row: SetRow;
  query: URLSearchParams;
  onOpen: (id: string) => void;
}

function Row({ row, query, onOpen }: RowProps) {
  return (
    <tr className="opens" onClick={(event) => event.target instanceof HTMLAnchorElement || onOpen(row.id)}>
      <th scope="row">
        <Link to={`/sets?${changed(query, { set: row.id })}`}>{row.name}</Link>{' '}
        <span className="faint wide">{row.symbol}</span>
      </th>
      <td className="wide">
        <DirectionTag direction={row.direction} />
      </td>
      <td>
        <LevelTag level={row.level} />
      </td>
      <td className="wide">
        <StatusTag status={row.status} />
      </td>
      <td className="number">
        <Steps value={row.avgSteps} />
      </td>
      <td className="number">{percent(row.winRate)}</td>
      <td className="number wide faint">{percent(row.breakEven)}</td>
      <td className="number" title={row.profitFactor === null && row.closed > 0 ? 'undefined: no losses' : undefined}>
        {ratio(row.profitFactor)}
      </td>
      <td className="number">{count(row.closed)}</td>
      <td className="number wide">{row.open > 0 ? fixed(row.open, 0) : NOTHING}</td>
      <td className="number wide">
        <Return value={row.sumReturn} />
      </td>
      <td className="number">{percent(row.maxDrawdown)}</td>
      <td className="number wide">
        <Time at={row.lastExit} form="short" />
      </td>
    </tr>
  );
}

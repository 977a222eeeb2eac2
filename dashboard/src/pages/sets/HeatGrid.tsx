import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { HeatCell, HeatMap, Measure } from '../../api/contract';
import { heatColour, trailingText } from './HeatMaps';
import { ENOUGH_CLOSED, MEASURES } from './heatScale';
import type { HeatScale } from './heatScale';

interface HeatGridProps {
  map: HeatMap;
  trailing: string;
  measure: Measure;
  scale: HeatScale;
  onPoint: (cell: HeatCell | null) => void;
  onOpen: (setId: string) => void;
}

const LETTERS: Record<string, string> = { main: 'M', real: 'R', exchange: 'E' };

/** One map: take profit to the right, stop loss upwards. A grid for the keyboard: arrows move, Enter opens. */
export function HeatGrid({ map, trailing, measure, scale, onPoint, onOpen }: HeatGridProps) {
  const { tps, sls } = map;
  const rows = useMemo(() => [...sls].reverse(), [sls]);
  const cells = useMemo(() => new Map(map.cells.map((cell) => [`${cell.tp} ${cell.sl}`, cell])), [map.cells]);
  const [active, setActive] = useState({ row: rows.length - 1, column: 0 });
  const grid = useRef<HTMLDivElement>(null);
  const at = (row: number, column: number): HeatCell => {
    const tp = tps[column] ?? 0;
    const sl = rows[row] ?? 0;
    return cells.get(`${tp} ${sl}`) ?? { tp, sl, setId: null, value: null, closed: 0, level: null, status: null };
  };
  const move = (event: KeyboardEvent) => {
    const step = MOVES[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const row = Math.max(0, Math.min(rows.length - 1, active.row + step[0]));
    const column = Math.max(0, Math.min(tps.length - 1, active.column + step[1]));
    setActive({ row, column });
    grid.current?.querySelector<HTMLElement>(`[data-at="${row} ${column}"]`)?.focus();
  };
  const title = `Trailing ${trailingText(trailing)}`;
  return (
    <figure className="heat-map">
      <figcaption>{title}</figcaption>
      <div
        ref={grid}
        className="heat-grid"
        role="grid"
        aria-label={`${MEASURES[measure].name}, ${title.toLowerCase()}`}
        style={{ gridTemplateColumns: `auto repeat(${tps.length}, minmax(0, 1fr))` }}
        onKeyDown={move}
        onMouseLeave={() => onPoint(null)}
      >
        {rows.map((sl, row) => (
          <div key={sl} role="row" className="heat-row">
            <span role="rowheader" className="heat-axis">
              {row % 2 === 0 ? sl.toFixed(1) : ''}
            </span>
            {tps.map((tp, column) => {
              const cell = at(row, column);
              return (
                <Cell
                  key={tp}
                  cell={cell}
                  place={`${row} ${column}`}
                  shade={cell.value === null ? null : scale.shade(cell.value)}
                  text={cell.value === null ? 'no result' : MEASURES[measure].format(cell.value)}
                  reachable={row === active.row && column === active.column}
                  onPoint={() => onPoint(cell)}
                  onFocus={() => setActive({ row, column })}
                  onOpen={onOpen}
                />
              );
            })}
          </div>
        ))}
        <div role="row" className="heat-row">
          <span className="heat-axis" />
          {tps.map((tp) => (
            <span key={tp} role="columnheader" className="heat-axis">
              {tp}
            </span>
          ))}
        </div>
      </div>
    </figure>
  );
}

const MOVES: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

interface CellProps {
  cell: HeatCell;
  place: string;
  shade: number | null;
  text: string;
  reachable: boolean;
  onPoint: () => void;
  onFocus: () => void;
  onOpen: (setId: string) => void;
}

function Cell({ cell, place, shade, text, reachable, onPoint, onFocus, onOpen }: CellProps) {
  const { tp, sl, setId, closed, level } = cell;
  const kind = setId === null ? 'none' : shade === null ? 'unknown' : closed < ENOUGH_CLOSED ? 'pale' : '';
  return (
    <button
      type="button"
      role="gridcell"
      className={`heat-cell ${kind} ${Math.abs(shade ?? 0) > 0.5 ? 'strong' : ''}`}
      style={shade === null ? undefined : { backgroundColor: heatColour(shade) }}
      data-at={place}
      tabIndex={reachable ? 0 : -1}
      aria-label={`take profit ${tp}, stop ${sl}: ${text}${level === null ? '' : `, ${level}`}`}
      aria-disabled={setId === null}
      onMouseEnter={onPoint}
      onFocus={() => {
        onFocus();
        onPoint();
      }}
      onClick={() => setId !== null && onOpen(setId)}
    >
      {level === null ? '' : (LETTERS[level] ?? '')}
    </button>
  );
}

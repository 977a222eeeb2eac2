import { useMemo, useState } from 'react';
import type { Direction, HeatCell, HeatMap, Measure } from '../../api/contract';
import { count, fixed } from '../../format/numbers';
import { Empty, Loaded } from '../../parts/Panel';
import { useParts } from '../../parts/Parts';
import { useResource } from '../../parts/useResource';
import { HeatGrid } from './HeatGrid';
import { ENOUGH_CLOSED, heatScale, MEASURES } from './heatScale';
import type { HeatScale } from './heatScale';

const EVERY_MS = 10_000;

interface HeatMapsProps {
  indication: string;
  direction: Direction;
  measure: Measure;
  onOpen: (setId: string) => void;
}

interface Picture {
  trailing: string;
  map: HeatMap;
}

/** Take profit × stop loss, one map per trailing stop, all on one scale. */
export function HeatMaps({ indication, direction, measure, onOpen }: HeatMapsProps) {
  const { server } = useParts();
  const resource = useResource(
    `heat ${indication} ${direction} ${measure}`,
    async (signal): Promise<Picture[]> => {
      const of = (trailing: string) => server.heatMap({ indication, direction, trailing, measure }, signal);
      const first = await of('off');
      const others = first.trailings.filter((trailing) => trailing !== 'off');
      const maps = await Promise.all(others.map(of));
      return [{ trailing: 'off', map: first }, ...maps.map((map, i) => ({ trailing: others[i] ?? '', map }))];
    },
    EVERY_MS,
  );
  return (
    <Loaded resource={resource} what="the heat maps" lines={14}>
      {(pictures) => <Maps pictures={pictures} measure={measure} onOpen={onOpen} />}
    </Loaded>
  );
}

interface MapsProps {
  pictures: Picture[];
  measure: Measure;
  onOpen: (setId: string) => void;
}

function Maps({ pictures, measure, onOpen }: MapsProps) {
  const scale = useMemo(() => heatScale(measure, pictures.map(({ map }) => map)), [measure, pictures]);
  const [pointed, setPointed] = useState<{ cell: HeatCell; trailing: string } | null>(null);
  if (pictures.every(({ map }) => map.cells.length === 0)) {
    return <Empty>No set of this indication has come to life yet.</Empty>;
  }
  return (
    <>
      <div className="heat-maps">
        {pictures.map(({ trailing, map }) => (
          <HeatGrid
            key={trailing}
            map={map}
            trailing={trailing}
            measure={measure}
            scale={scale}
            onPoint={(cell) => setPointed(cell === null ? null : { cell, trailing })}
            onOpen={onOpen}
          />
        ))}
      </div>
      <p className="readout" role="status" data-testid="heat-readout">
        {pointed === null ? (
          <span className="faint">Point at a cell to read it, open it to see why it stands where it stands.</span>
        ) : (
          <Readout cell={pointed.cell} trailing={pointed.trailing} measure={measure} />
        )}
      </p>
      <Legend scale={scale} measure={measure} />
    </>
  );
}

function Readout({ cell, trailing, measure }: { cell: HeatCell; trailing: string; measure: Measure }) {
  const { name, format } = MEASURES[measure];
  return (
    <>
      take profit <b>{cell.tp} st</b> · stop <b>{cell.sl} × tp</b> = {fixed(cell.tp * cell.sl, 1)} st · trailing{' '}
      <b>{trailingText(trailing)}</b> → {cell.setId === null ? 'no set' : cell.value === null ? 'no result yet' : null}
      {cell.value !== null && (
        <>
          {name.toLowerCase()} <b>{format(cell.value)}</b>
        </>
      )}
      {cell.setId !== null && ` · ${count(cell.closed)} closed · ${cell.level ?? 'base'} · ${cell.status ?? 'evaluating'}`}
    </>
  );
}

/** 0.3-0.1 → 0.3 % / 0.1 %. */
export function trailingText(trailing: string): string {
  return trailing === 'off' ? 'off' : trailing.split('-').map((part) => `${part} %`).join(' / ');
}

const SHADES = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];

function Legend({ scale, measure }: { scale: HeatScale; measure: Measure }) {
  const { format } = MEASURES[measure];
  const from = scale.shade(scale.low);
  const to = scale.shade(scale.high);
  const shown = SHADES.filter((shade) => shade >= Math.min(from, to) && shade <= Math.max(from, to));
  if (from > to) shown.reverse();
  return (
    <ul className="heat-legend hint">
      <li>
        {format(scale.low)}{' '}
        <span className="ramp" aria-hidden="true">
          {shown.map((shade) => (
            <span key={shade} className="heat-cell" style={{ backgroundColor: heatColour(shade) }} />
          ))}
        </span>{' '}
        {format(scale.high)}
      </li>
      <li>pale: fewer than {ENOUGH_CLOSED} closed</li>
      <li>
        <span className="heat-cell none" aria-hidden="true" /> no set: not viable at these costs, the same as another, or
        no signal yet
      </li>
      <li>M R E: level Main, Real, Exchange</li>
    </ul>
  );
}

/** The theme's colour for a shade from −1 to 1. */
export function heatColour(shade: number): string {
  const end = shade < 0 ? 'var(--heat-low)' : 'var(--heat-high)';
  return `color-mix(in oklab, rgb(${end}) ${Math.round(Math.abs(shade) * 100)}%, rgb(var(--heat-middle)))`;
}

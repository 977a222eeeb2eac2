import { useState } from 'react';
import type { SetPosition } from '../../../api/contract';
import { count, price, steps, words } from '../../../format/numbers';
import { duration, stamp } from '../../../format/times';
import { Return, Steps, Time } from '../../../parts/Figures';
import { Empty, Loaded, Panel } from '../../../parts/Panel';
import { useParts } from '../../../parts/Parts';
import { useResource } from '../../../parts/useResource';

const FIRST_SHOWN = 20;
const EVERY_MS = 5000;

export function SetPositionsPanel({ id }: { id: string }) {
  const { server } = useParts();
  const [all, setAll] = useState(false);
  const resource = useResource(`positions of ${id}`, (signal) => server.setPositions(id, signal), EVERY_MS);
  return (
    <Panel title="Pseudo positions" className="set-positions">
      <Loaded resource={resource} what="its positions" lines={8}>
        {(positions) =>
          positions.length === 0 ? (
            <Empty>None yet.</Empty>
          ) : (
            <>
              <Outcomes positions={positions} />
              <Positions positions={all ? positions : positions.slice(0, FIRST_SHOWN)} />
              {!all && positions.length > FIRST_SHOWN && (
                <button type="button" className="more" onClick={() => setAll(true)}>
                  Show all {count(positions.length)}
                </button>
              )}
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Positions({ positions }: { positions: readonly SetPosition[] }) {
  return (
    <div className="scroll tall">
      <table className="dense" data-testid="set-positions">
        <thead>
          <tr>
            <th scope="col">Entry time</th>
            <th scope="col" className="number wide">
              Entry
            </th>
            <th scope="col" className="number wide">
              Held
            </th>
            <th scope="col" className="number">
              Exit
            </th>
            <th scope="col">Reason</th>
            <th scope="col" className="number">
              Result
            </th>
            <th scope="col" className="number wide">
              Net
            </th>
          </tr>
        </thead>
        <tbody>
          {positions.map((position) => (
            <tr key={`${position.entryTime} ${position.exitTime ?? 'open'}`}>
              <td>
                <Time at={position.entryTime} form="short" />
              </td>
              <td className="number wide">{price(position.entry)}</td>
              <td className="number wide">
                {position.exitTime === null ? '' : duration(position.exitTime - position.entryTime)}
              </td>
              <td className="number">{price(position.exit)}</td>
              <td>{position.exitTime === null ? <span className="tag position-open">open</span> : words(position.reason)}</td>
              <td className="number" title={position.exitTime === null ? 'what it would result in now' : undefined}>
                <Steps value={position.netSteps} />
              </td>
              <td className="number wide">
                <Return value={position.net} digits={3} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const HALF = 30;
const BAR = 8;
const MOST = 120;

/** The last closed results as bars, oldest left: upwards gained, downwards lost. */
function Outcomes({ positions }: { positions: readonly SetPosition[] }) {
  const closed = positions
    .filter((position) => position.exitTime !== null && position.netSteps !== null)
    .slice(0, MOST)
    .reverse();
  if (closed.length === 0) return null;
  const most = Math.max(...closed.map(({ netSteps }) => Math.abs(netSteps ?? 0)), 1e-9);
  return (
    <svg
      className="outcomes"
      viewBox={`0 0 ${closed.length * BAR} ${2 * HALF}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`The last ${closed.length} results, oldest left`}
    >
      {closed.map(({ netSteps, exitTime }, i) => {
        const value = netSteps ?? 0;
        const height = Math.max(1, (Math.abs(value) / most) * HALF);
        return (
          <rect
            key={`${exitTime} ${i}`}
            x={i * BAR + 1}
            width={BAR - 2}
            y={value >= 0 ? HALF - height : HALF}
            height={height}
            className={value >= 0 ? 'fill-gain' : 'fill-loss'}
          >
            <title>{`${steps(value)} at ${stamp(exitTime ?? 0)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}

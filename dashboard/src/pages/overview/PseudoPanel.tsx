import type { TradingStatus } from '../../api/contract';
import { count, price, words } from '../../format/numbers';
import type { PseudoPulse } from '../../live/state';
import { useLive } from '../../live/useLive';
import { Return, Time } from '../../parts/Figures';
import { Empty, Panel } from '../../parts/Panel';

const SHOWN = 12;

/** Pseudo positions as they open and close: how many each moment, and samples. */
export function PseudoPanel({ status }: { status: TradingStatus | null }) {
  const samples = useLive((state) => state.pseudo);
  const pulses = useLive((state) => state.pulses);
  const last = pulses.at(-1);
  return (
    <Panel
      title="Pseudo positions"
      className="pseudo"
      aside={
        last !== undefined && (
          <span className="hint">
            just now <b data-testid="pseudo-opened">{count(last.opened)}</b> opened,{' '}
            <b data-testid="pseudo-closed">{count(last.closed)}</b> closed
          </span>
        )
      }
    >
      {pulses.length === 0 ? (
        <Empty>{waiting(status)}</Empty>
      ) : (
        <>
          <Pulses pulses={pulses} />
          <div className="scroll">
            <table className="dense" data-testid="pseudo-samples">
              <thead>
                <tr>
                  <th scope="col">Time</th>
                  <th scope="col">Set</th>
                  <th scope="col" className="number wide roomy">
                    Entry
                  </th>
                  <th scope="col" className="number wide">
                    Exit
                  </th>
                  <th scope="col">Reason</th>
                  <th scope="col" className="number">
                    Net
                  </th>
                </tr>
              </thead>
              <tbody>
                {samples.slice(0, SHOWN).map((sample) => (
                  <tr key={sample.number}>
                    <td>
                      <Time at={sample.time} form="clock" />
                    </td>
                    <td>{sample.setName}</td>
                    <td className="number wide roomy">{price(sample.entry)}</td>
                    <td className="number wide">{price(sample.exit)}</td>
                    <td>{sample.reason === null ? 'opened' : words(sample.reason)}</td>
                    <td className="number">
                      <Return value={sample.net} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {samples.length === 0 && <Empty>Waiting for a set at Main or above to close one…</Empty>}
        </>
      )}
    </Panel>
  );
}

function waiting(status: TradingStatus | null): string {
  if (status?.feed?.ended) return 'The recording has ended, so none open or close any more.';
  if (status?.state === 'running') return 'Waiting for the next ones to open or close…';
  return 'None open or close while no engine runs.';
}

const BAR = 10;
const HALF = 24;

/** Bars of what opened (upwards) and closed (downwards) in the last updates. */
function Pulses({ pulses }: { pulses: readonly PseudoPulse[] }) {
  const most = Math.max(1, ...pulses.map(({ opened, closed }) => Math.max(opened, closed)));
  const width = 60 * BAR;
  const offset = width - pulses.length * BAR;
  return (
    <svg
      className="pulses"
      viewBox={`0 0 ${width} ${2 * HALF + 1}`}
      preserveAspectRatio="none"
      role="img"
      aria-label="Pseudo positions opened (up) and closed (down) in the last updates"
    >
      {pulses.map(({ time, opened, closed }, i) => (
        <g key={`${time} ${i}`}>
          <title>{`${count(opened)} opened, ${count(closed)} closed`}</title>
          <rect
            x={offset + i * BAR + 1}
            width={BAR - 2}
            y={HALF - (opened / most) * HALF}
            height={(opened / most) * HALF}
            className="fill-opened"
          />
          <rect x={offset + i * BAR + 1} width={BAR - 2} y={HALF + 1} height={(closed / most) * HALF} className="fill-closed" />
        </g>
      ))}
      <line x1="0" x2={width} y1={HALF + 0.5} y2={HALF + 0.5} className="axis" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

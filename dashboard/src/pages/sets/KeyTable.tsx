import type { Direction, SignalKey } from '../../api/contract';
import { count, shortCount } from '../../format/numbers';
import { stamp } from '../../format/times';
import { Empty } from '../../parts/Panel';
import { keyRows } from './signalKeys';

interface KeyTableProps {
  keys: readonly SignalKey[];
  indication: string | null;
  direction: Direction | null;
  onChoose: (indication: string, direction: Direction) => void;
}

/** Every indication in both directions, with how far its sets came; one is chosen for the heat maps. */
export function KeyTable({ keys, indication, direction, onChoose }: KeyTableProps) {
  if (keys.length === 0) return <Empty>No indication has fired yet.</Empty>;
  return (
    <div className="scroll tall keys-list">
      <table className="dense">
        <thead>
          <tr>
            <th scope="col">Indication</th>
            <th scope="col">Long</th>
            <th scope="col">Short</th>
          </tr>
        </thead>
        <tbody>
          {keyRows(keys).map((row) => (
            <tr key={row.indication}>
              <th scope="row">{row.indication}</th>
              {(['long', 'short'] as const).map((side) => (
                <td key={side}>
                  <KeyButton
                    signals={row[side]}
                    pressed={row.indication === indication && side === direction}
                    onClick={() => onChoose(row.indication, side)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface KeyButtonProps {
  signals: SignalKey | null;
  pressed: boolean;
  onClick: () => void;
}

function KeyButton({ signals, pressed, onClick }: KeyButtonProps) {
  if (signals === null) return <span className="nothing">–</span>;
  const { indication, direction, sets, main, real, exchange, signals: fired, lastFired } = signals;
  const reached = `${count(sets)} sets: ${count(main)} main, ${count(real)} real, ${count(exchange)} exchange`;
  const last = lastFired === null ? '' : `, last at ${stamp(lastFired)}`;
  return (
    <button
      type="button"
      className="key"
      aria-pressed={pressed}
      aria-label={`${indication} ${direction}, ${reached}`}
      title={`${reached}; ${count(fired)} signals${last}`}
      onClick={onClick}
    >
      <Reached level="main" sets={main} />
      <Reached level="real" sets={real} />
      <Reached level="exchange" sets={exchange} />
    </button>
  );
}

function Reached({ level, sets }: { level: 'main' | 'real' | 'exchange'; sets: number }) {
  return <span className={sets > 0 ? `reached ${level}` : 'reached none'}>{sets > 0 ? shortCount(sets) : '·'}</span>;
}

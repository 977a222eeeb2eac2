import type { Gate, Level } from '../../../api/contract';
import { Empty, Panel } from '../../../parts/Panel';
import { FigureTable } from '../../../parts/Verdicts';

const NAMES: Record<Level, string> = { base: 'Base', main: 'Main', real: 'Real', exchange: 'Exchange' };
const ORDER: Level[] = ['base', 'main', 'real', 'exchange'];

/** Why: every gate with each figure beside its threshold. */
export function GatesPanel({ gates, level }: { gates: readonly Gate[]; level: Level }) {
  return (
    <Panel title="Why it stands there" className="gates-panel" aside={<span className="hint">as of now</span>}>
      {gates.length === 0 && <Empty>The running engine does not know this set, so its gates are not judged now.</Empty>}
      <ol className="gates">
        {gates.map((gate) => {
          const reached = ORDER.indexOf(gate.gate) <= ORDER.indexOf(level);
          return (
            <li key={gate.gate} className={`gate ${gate.gate} ${gate.holds ? 'holds' : 'fails'}`}>
              <h3>
                <span className="mark" aria-hidden="true">
                  {gate.holds ? '✓' : '✕'}
                </span>{' '}
                {NAMES[gate.gate]}
                <span className="beside">
                  {' '}
                  {gate.holds ? 'gate holds' : 'gate does not hold'}
                  {reached && !gate.holds && gate.gate !== 'base' ? ', leaves at the next such close' : ''}
                </span>
              </h3>
              {gate.figures.length === 0 ? (
                <Empty>Not judged at this number of closed positions.</Empty>
              ) : (
                <FigureTable figures={gate.figures} name={`Figures of the gate ${NAMES[gate.gate]}`} />
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

import type { Figure, Verdict } from '../api/contract';
import { figureSentence, figureThreshold, figureValue } from '../format/figure';

const RANKS: Record<string, number> = {
  failed: 0,
  paused: 1,
  evaluating: 2,
  active: 3,
  base: 2,
  main: 4,
  real: 5,
  exchange: 6,
};

/** From one level or status to another; the arrow says whether that is up or down. */
export function Change({ verdict }: { verdict: Verdict }) {
  const { from, to, gate, reason } = verdict;
  const up = isUp(verdict);
  return (
    <span className="change">
      <span className={up ? 'outcome gain' : 'outcome loss'}>
        <span aria-hidden="true">{up ? '▲' : '▼'}</span>
        <span className="unseen">{up ? 'up' : 'down'}</span>
      </span>
      {from !== null && `${from} → `}
      {to === null && reason ? reason : <span className={`tag level-${to ?? gate}`}>{to ?? gate}</span>}
    </span>
  );
}

export function isUp({ outcome, from, to }: Verdict): boolean {
  if (outcome !== undefined) return outcome === 'up';
  return (RANKS[to ?? ''] ?? 0) >= (RANKS[from ?? ''] ?? 0);
}

/** The figures that decided – those that do not hold, or all when all hold – otherwise the sentence. */
export function whyShort({ message, figures = [] }: Verdict): string {
  const failed = figures.filter((figure) => !figure.holds);
  const told = (failed.length > 0 ? failed : figures).map(figureSentence).join(' · ');
  return told !== '' ? told : (message ?? '');
}

/** Every figure of a gate beside its threshold. */
export function FigureTable({ figures, name }: { figures: readonly Figure[]; name: string }) {
  return (
    <table className="dense figures" aria-label={name}>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.name} className={figure.holds ? 'holds' : 'fails'}>
            <td className="mark">
              <span aria-label={figure.holds ? 'holds' : 'does not hold'}>{figure.holds ? '✓' : '✕'}</span>
            </td>
            <th scope="row">{figure.name}</th>
            <td className="number">{figureValue(figure.name, figure.value)}</td>
            <td className="number faint">{figureThreshold(figure)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

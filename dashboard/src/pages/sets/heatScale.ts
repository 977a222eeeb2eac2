import type { HeatCell, HeatMap, Measure } from '../../api/contract';
import { count, percent, ratio, signed, steps } from '../../format/numbers';

/** How a measure is coloured: from a middle in two directions, or from nothing in one. */
export interface HeatScale {
  /** Ends of the scale; values beyond have the colour of the end. */
  low: number;
  high: number;
  /** −1 (as bad as it gets) to 1; 0 is the neutral middle. */
  shade: (value: number) => number;
}

export const MEASURES: Record<Measure, { name: string; format: (value: number) => string }> = {
  avgSteps: { name: 'Average result', format: (value) => signed(value, steps) },
  winRate: { name: 'Win rate', format: (value) => percent(value) },
  profitFactor: { name: 'Profit factor', format: ratio },
  closed: { name: 'Closed positions', format: count },
  maxDrawdown: { name: 'Greatest drawdown', format: (value) => percent(value) },
};

export function isMeasure(text: string | null): text is Measure {
  return text !== null && text in MEASURES;
}

/** Results a cell needs before its colour says much; below it is drawn pale. */
export const ENOUGH_CLOSED = 10;

/** The scale that all maps of one picture share, so that their colours can be compared. */
export function heatScale(measure: Measure, maps: readonly HeatMap[]): HeatScale {
  const known = maps
    .flatMap((map) => map.cells)
    .filter((cell): cell is HeatCell & { value: number } => cell.value !== null && Number.isFinite(cell.value));
  // A result or two can be anything: they do not stretch the scale of those that rest on more.
  const enough = known.filter(({ closed }) => closed >= ENOUGH_CLOSED);
  const values = (enough.length > 0 ? enough : known).map(({ value }) => value);
  switch (measure) {
    case 'avgSteps': {
      const end = most(values.map(Math.abs), 0.1);
      return { low: -end, high: end, shade: (value) => clip(value / end) };
    }
    case 'profitFactor': {
      // A profit factor of 2 is as good as 0.5 is bad.
      const end = Math.max(1.2, Math.min(5, most(values.map((value) => (value > 1 ? value : 1 / value)), 1.2)));
      return { low: 1 / end, high: end, shade: (value) => clip(Math.log(Math.max(value, 1e-9)) / Math.log(end)) };
    }
    case 'winRate':
      return { low: 0, high: 1, shade: (value) => clip(value) };
    case 'closed': {
      const end = most(values, 1);
      return { low: 0, high: end, shade: (value) => clip(value / end) };
    }
    case 'maxDrawdown': {
      const end = most(values, 0.01);
      return { low: 0, high: end, shade: (value) => -clip(value / end) };
    }
  }
}

/** The 98th percentile, so that one outlier does not wash out the picture; at least the given value. */
function most(values: readonly number[], least: number): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return Math.max(least, sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.98))] ?? least);
}

function clip(value: number): number {
  return Math.max(-1, Math.min(1, value));
}

import type { Figure } from '../api/contract';
import { count, fixed, NOTHING, percent, steps } from './numbers';

/** A gate's figure in the unit its name tells: steps, percent, hours or a plain number. */
export function figureValue(name: string, value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NOTHING;
  if (isYesOrNo(name)) return value >= 1 ? 'yes' : 'no';
  if (name.startsWith('mean')) return steps(value);
  if (name.includes('hours')) return `${fixed(value, 1)} h`;
  if (name.includes('rate') || name.includes('probability') || name.includes('drawdown')) return percent(value);
  return Number.isInteger(value) ? count(value) : fixed(value, 2);
}

const SIGNS: Record<string, string> = { 'at least': '≥', above: '>', 'at most': '≤', below: '<' };

/** "≥ 0.60 st": what the figure must be. */
export function figureThreshold({ name, relation, threshold }: Figure): string {
  if (threshold === null) return NOTHING;
  if (isYesOrNo(name)) return threshold >= 1 ? 'must be yes' : 'advisory';
  return `${SIGNS[relation] ?? relation} ${figureValue(name, threshold)}`;
}

/** "mean of last 8 0.52 st ≥ 0.40 st"; of one that does not hold "mean of last 8 0.30 st, must be ≥ 0.40 st". */
export function figureSentence(figure: Figure): string {
  const found = `${figure.name} ${figureValue(figure.name, figure.value)}`;
  const threshold = figureThreshold(figure);
  if (isYesOrNo(figure.name)) return figure.holds && threshold !== 'advisory' ? found : `${found}, ${threshold}`;
  return figure.holds ? `${found} ${threshold}` : `${found}, must be ${threshold}`;
}

function isYesOrNo(name: string): boolean {
  return name === 'significance' || name === 'evaluating or active';
}

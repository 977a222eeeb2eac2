import type { Funnel, FunnelPoint, Level } from '../../api/contract';

export interface FunnelLevel {
  level: Level;
  sets: number;
  /** Of the level before; null when there is none or it is empty. */
  share: number | null;
  /** Thickness of the funnel here, 0–1, logarithmic: a single set can still be seen beside a hundred thousand. */
  thickness: number;
}

const LEVELS: Level[] = ['base', 'main', 'real', 'exchange'];

export function funnelLevels(funnel: Funnel): FunnelLevel[] {
  const widest = Math.log1p(Math.max(1, funnel.base));
  return LEVELS.map((level, i) => {
    const before = i === 0 ? 0 : funnel[LEVELS[i - 1] as Level];
    return {
      level,
      sets: funnel[level],
      share: before > 0 ? funnel[level] / before : null,
      thickness: Math.log1p(funnel[level]) / widest,
    };
  });
}

/** The funnel's outline as SVG polygons, one per level, in a box of this size. */
export function funnelPolygons(levels: readonly FunnelLevel[], width: number, height: number): string[] {
  const wide = width / levels.length;
  const half = (thickness: number) => Math.max(1, (thickness * height) / 2);
  return levels.map(({ thickness }, i) => {
    const next = levels[i + 1]?.thickness ?? thickness;
    const left = i * wide;
    const flat = left + wide * 0.55;
    const right = left + wide;
    const from = half(thickness);
    const to = half(next);
    const middle = height / 2;
    const top = [`${left},${middle - from}`, `${flat},${middle - from}`, `${right},${middle - to}`];
    const bottom = [`${right},${middle + to}`, `${flat},${middle + from}`, `${left},${middle + from}`];
    return [...top, ...bottom].join(' ');
  });
}

/** A line of one level's counts over time for a box of this size, logarithmic like the funnel. */
export function historyLine(
  history: readonly FunnelPoint[],
  level: 'main' | 'real' | 'exchange',
  width: number,
  height: number,
): string {
  const first = history[0]?.time ?? 0;
  const length = Math.max(1, (history.at(-1)?.time ?? 0) - first);
  const most = Math.log1p(Math.max(1, ...history.map((point) => point.main)));
  return history
    .map((point) => {
      const x = ((point.time - first) / length) * width;
      const y = height - (Math.log1p(point[level]) / most) * height;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}

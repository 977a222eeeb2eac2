import type { ExchangePosition, Indication, Timeframe } from '../../api/contract';
import { money, signed } from '../../format/numbers';
import { openTime } from './candles';

/** Something to be drawn at a candle. */
export interface Mark {
  /** Open time of the candle. */
  time: number;
  kind: 'long' | 'short' | 'entry' | 'gain' | 'loss';
  above: boolean;
  text: string;
}

/** One mark per candle and direction, however many fired there: the list beside the chart tells them apart. */
export function indicationMarks(indications: readonly Indication[], timeframe: Timeframe): Mark[] {
  const marks = new Map<string, Mark>();
  for (const { time, direction } of indications) {
    const open = openTime(time, timeframe);
    marks.set(`${open} ${direction}`, { time: open, kind: direction, above: direction === 'short', text: '' });
  }
  return [...marks.values()];
}

/**
 * Entries and exits of exchange positions: one mark per candle and side, with the
 * count of entries or the sum of results where they are several.
 */
export function positionMarks(positions: readonly ExchangePosition[], timeframe: Timeframe): Mark[] {
  const entries = new Map<string, Mark & { count: number }>();
  const exits = new Map<string, Mark & { sum: number }>();
  for (const { direction, entryTime, exitTime, realisedPnl } of positions) {
    const above = direction === 'short';
    const letter = above ? 'S' : 'L';
    const entered = openTime(entryTime, timeframe);
    const count = (entries.get(`${entered} ${direction}`)?.count ?? 0) + 1;
    const text = count === 1 ? letter : `${count} ${letter}`;
    entries.set(`${entered} ${direction}`, { time: entered, kind: 'entry', above, text, count });
    if (exitTime === null) continue;
    const left = openTime(exitTime, timeframe);
    const sum = (exits.get(`${left} ${direction}`)?.sum ?? 0) + Number(realisedPnl ?? 0);
    exits.set(`${left} ${direction}`, {
      time: left,
      kind: sum >= 0 ? 'gain' : 'loss',
      above: !above,
      text: signed(sum, money),
      sum,
    });
  }
  return [...entries.values(), ...exits.values()].map(({ time, kind, above, text }) => ({ time, kind, above, text }));
}

/** Ascending, and only where a candle is: a mark without its candle would be drawn at the next one. */
export function placed(marks: readonly Mark[], candleTimes: ReadonlySet<number>): Mark[] {
  return marks.filter(({ time }) => candleTimes.has(time)).sort((a, b) => a.time - b.time);
}

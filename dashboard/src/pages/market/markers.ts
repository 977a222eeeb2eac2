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

/** Entries and exits of exchange positions. */
export function positionMarks(positions: readonly ExchangePosition[], timeframe: Timeframe): Mark[] {
  return positions.flatMap((position) => {
    const above = position.direction === 'short';
    const marks: Mark[] = [
      { time: openTime(position.entryTime, timeframe), kind: 'entry', above, text: above ? 'S' : 'L' },
    ];
    if (position.exitTime !== null) {
      const gain = Number(position.realisedPnl ?? 0) >= 0;
      marks.push({
        time: openTime(position.exitTime, timeframe),
        kind: gain ? 'gain' : 'loss',
        above: !above,
        text: signed(position.realisedPnl, money),
      });
    }
    return marks;
  });
}

/** Ascending, and only where a candle is: a mark without its candle would be drawn at the next one. */
export function placed(marks: readonly Mark[], candleTimes: ReadonlySet<number>): Mark[] {
  return marks.filter(({ time }) => candleTimes.has(time)).sort((a, b) => a.time - b.time);
}

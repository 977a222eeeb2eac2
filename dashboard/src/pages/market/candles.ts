import type { CandleRow, Timeframe } from '../../api/contract';

/** Timeframes and their lengths in milliseconds. */
export const TIMEFRAMES: Record<Timeframe, number> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
};

export const DEFAULT_TIMEFRAME: Timeframe = '5m';

export function isTimeframe(text: string | null): text is Timeframe {
  return text !== null && text in TIMEFRAMES;
}

/** Open time of the candle that holds this moment. */
export function openTime(time: number, timeframe: Timeframe): number {
  return Math.floor(time / TIMEFRAMES[timeframe]) * TIMEFRAMES[timeframe];
}

/** Both series in one, ascending; where both have a candle the fresh one stands. */
export function joined(old: readonly CandleRow[], fresh: readonly CandleRow[]): CandleRow[] {
  const byTime = new Map<number, CandleRow>();
  for (const row of old) byTime.set(row[0], row);
  for (const row of fresh) byTime.set(row[0], row);
  return [...byTime.values()].sort((a, b) => a[0] - b[0]);
}

/**
 * The series after a trade at this price: its candle grows or a new one begins. A trade before the last candle changes
 * nothing; what was missed comes with the next load.
 */
export function withPrice(
  rows: readonly CandleRow[],
  timeframe: Timeframe,
  time: number,
  price: number,
): readonly CandleRow[] {
  const last = rows.at(-1);
  const open = openTime(time, timeframe);
  if (last === undefined || open < last[0]) return rows;
  if (open > last[0]) return [...rows, [open, price, price, price, price, 0]];
  return [...rows.slice(0, -1), [last[0], last[1], Math.max(last[2], price), Math.min(last[3], price), price, last[5]]];
}

/** The series after news of the running minute: it replaces a candle of one minute and widens a longer one. */
export function withMinute(
  rows: readonly CandleRow[],
  timeframe: Timeframe,
  minute: CandleRow,
): readonly CandleRow[] {
  const last = rows.at(-1);
  const open = openTime(minute[0], timeframe);
  if (last === undefined || open < last[0]) return rows;
  if (timeframe === '1m') return open === last[0] ? [...rows.slice(0, -1), minute] : [...rows, minute];
  if (open > last[0]) return [...rows, [open, minute[1], minute[2], minute[3], minute[4], minute[5]]];
  const [, first, high, low, , volume] = last;
  return [
    ...rows.slice(0, -1),
    [last[0], first, Math.max(high, minute[2]), Math.min(low, minute[3]), minute[4], volume],
  ];
}

import { describe, expect, it } from 'vitest';
import type { CandleRow, ExchangePosition, Indication } from '../../api/contract';
import { bySecond } from '../../charts/points';
import { joined, openTime, withMinute, withPrice } from './candles';
import { indicationMarks, placed, positionMarks } from './markers';

const MIN = 60_000;
const FIVE: CandleRow[] = [
  [0, 10, 12, 9, 11, 5],
  [5 * MIN, 11, 13, 10, 12, 6],
];

describe('candles', () => {
  it('begin at whole multiples of their timeframe', () => {
    expect(openTime(7 * MIN + 1, '5m')).toBe(5 * MIN);
    expect(openTime(5 * MIN, '5m')).toBe(5 * MIN);
  });

  it('grow with a price inside the last one', () => {
    expect(withPrice(FIVE, '5m', 6 * MIN, 14).at(-1)).toEqual([5 * MIN, 11, 14, 10, 14, 6]);
    expect(withPrice(FIVE, '5m', 6 * MIN, 8).at(-1)).toEqual([5 * MIN, 11, 13, 8, 8, 6]);
  });

  it('begin anew with a price after the last one', () => {
    expect(withPrice(FIVE, '5m', 10 * MIN, 14).at(-1)).toEqual([10 * MIN, 14, 14, 14, 14, 0]);
  });

  it('are not touched by a price before the last one, nor while there are none', () => {
    expect(withPrice(FIVE, '5m', 4 * MIN, 99)).toBe(FIVE);
    const none: CandleRow[] = [];
    expect(withPrice(none, '5m', 4 * MIN, 99)).toBe(none);
  });

  it('take the running minute whole when they are minutes', () => {
    const minute: CandleRow = [MIN, 1, 2, 0.5, 1.5, 9];
    expect(withMinute([[0, 1, 1, 1, 1, 1]], '1m', minute).at(-1)).toEqual(minute);
    expect(withMinute([[MIN, 1, 1, 1, 1, 1]], '1m', minute)).toEqual([minute]);
  });

  it('are widened by the running minute when they are longer', () => {
    expect(withMinute(FIVE, '5m', [6 * MIN, 12, 15, 7, 14, 1]).at(-1)).toEqual([5 * MIN, 11, 15, 7, 14, 6]);
  });

  it('are joined ascending, the fresh ones winning', () => {
    const fresh: CandleRow[] = [
      [5 * MIN, 1, 1, 1, 1, 1],
      [-5 * MIN, 2, 2, 2, 2, 2],
    ];
    expect(joined(FIVE, fresh).map(([time, open]) => [time, open])).toEqual([
      [-5 * MIN, 2],
      [0, 10],
      [5 * MIN, 1],
    ]);
  });
});

describe('marks', () => {
  const fired = (time: number, direction: 'long' | 'short'): Indication => ({
    time,
    direction,
    indication: 'direction:5',
    strength: 1,
    price: 1,
  });

  it('stand once per candle and direction, long below and short above', () => {
    const marks = indicationMarks([fired(1, 'long'), fired(2, 'long'), fired(3, 'short')], '5m');
    expect(marks.map(({ kind, above }) => [kind, above])).toEqual([
      ['long', false],
      ['short', true],
    ]);
  });

  it('show an exit with its result, and none while the position is open', () => {
    const position = { direction: 'long', entryTime: 1, exitTime: 6 * MIN, realisedPnl: '-1.5' } as ExchangePosition;
    expect(positionMarks([position], '5m')).toEqual([
      { time: 0, kind: 'entry', above: false, text: 'L' },
      { time: 5 * MIN, kind: 'loss', above: true, text: '−1.50' },
    ]);
    expect(positionMarks([{ ...position, exitTime: null }], '5m')).toHaveLength(1);
  });

  it('count the entries of a candle and sum its results', () => {
    const position = (pnl: string) =>
      ({ direction: 'short', entryTime: 1, exitTime: 2, realisedPnl: pnl }) as ExchangePosition;
    expect(positionMarks([position('2'), position('-0.5')], '4h').map(({ kind, text }) => [kind, text])).toEqual([
      ['entry', '2 S'],
      ['gain', '+1.50'],
    ]);
  });

  it('are left out where no candle is, and ascend', () => {
    const marks = indicationMarks([fired(11 * MIN, 'long'), fired(6 * MIN, 'long'), fired(1, 'short')], '5m');
    expect(placed(marks, new Set([0, 5 * MIN])).map(({ time }) => time)).toEqual([0, 5 * MIN]);
  });
});

describe('points of a line', () => {
  it('have one value per second, the last one', () => {
    expect(
      bySecond([
        [1000, 1],
        [1900, 2],
        [2000, 3],
        [1500, 9],
      ]),
    ).toEqual([
      { time: 1, value: 2 },
      { time: 2, value: 3 },
    ]);
  });
});

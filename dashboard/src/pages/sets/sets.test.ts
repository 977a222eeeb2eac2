import { describe, expect, it } from 'vitest';
import type { HeatMap, SignalKey } from '../../api/contract';
import { changed } from '../../routes';
import { heatColour, trailingText } from './HeatMaps';
import { heatScale } from './heatScale';
import { furthest, keyRows } from './signalKeys';

function map(values: (number | null)[]): HeatMap {
  const cells = values.map((value, i) => ({ tp: i, sl: 1, setId: 's', value, closed: 20, level: null, status: null }));
  return { tps: [], sls: [], trailings: [], cells };
}

describe('heat scale', () => {
  it('is neutral at a result of zero and as strong either way', () => {
    const { shade } = heatScale('avgSteps', [map([-2, 1, null])]);
    expect(shade(0)).toBe(0);
    expect(shade(2)).toBe(1);
    expect(shade(-2)).toBe(-1);
    expect(shade(1)).toBeCloseTo(-shade(-1), 12);
  });

  it('is shared by all maps, so that colours compare', () => {
    const { high } = heatScale('avgSteps', [map([0.5]), map([3])]);
    expect(high).toBe(3);
  });

  it('does not let one outlier wash out the rest', () => {
    const { high, shade } = heatScale('avgSteps', [map([...Array.from({ length: 99 }, () => 1), 1000])]);
    expect(high).toBe(1);
    expect(shade(1000)).toBe(1);
  });

  it('is not stretched by cells with few results, unless there are no others', () => {
    const few = map([50]);
    for (const cell of few.cells) cell.closed = 2;
    expect(heatScale('avgSteps', [map([1, 2]), few]).high).toBe(2);
    expect(heatScale('avgSteps', [few]).high).toBe(50);
  });

  it('holds a profit factor of 2 as good as 0.5 is bad', () => {
    const { shade } = heatScale('profitFactor', [map([0.25, 0.5, 2, 4])]);
    expect(shade(1)).toBe(0);
    expect(shade(2)).toBeCloseTo(-shade(0.5), 12);
    expect(shade(0)).toBe(-1);
  });

  it('runs one way only for what cannot be negative: drawdowns bad, counts and rates good', () => {
    expect(heatScale('maxDrawdown', [map([0.1, 0.2])]).shade(0.2)).toBe(-1);
    expect(heatScale('maxDrawdown', [map([0.1, 0.2])]).shade(0)).toBeCloseTo(0, 12);
    expect(heatScale('closed', [map([10, 40])]).shade(40)).toBe(1);
    expect(heatScale('winRate', [map([0.3])]).shade(0.5)).toBe(0.5);
  });

  it('stands without any value', () => {
    for (const measure of ['avgSteps', 'winRate', 'profitFactor', 'closed', 'maxDrawdown'] as const) {
      expect(Number.isFinite(heatScale(measure, [map([null])]).shade(1))).toBe(true);
    }
  });

  it('mixes the colour of the better or the worse end', () => {
    expect(heatColour(0.5)).toContain('--heat-high)) 50%');
    expect(heatColour(-1)).toContain('--heat-low)) 100%');
  });
});

describe('signal keys', () => {
  const key = (indication: string, direction: 'long' | 'short', changes: Partial<SignalKey> = {}): SignalKey => ({
    indication,
    direction,
    type: indication.split(':')[0] ?? '',
    sets: 1,
    main: 0,
    real: 0,
    exchange: 0,
    signals: 1,
    lastFired: null,
    ...changes,
  });

  it('are one row per indication, parameters sorted as numbers', () => {
    const rows = keyRows([key('direction:10', 'long'), key('direction:9', 'short'), key('direction:10', 'short')]);
    expect(rows.map(({ indication, long, short }) => [indication, long !== null, short !== null])).toEqual([
      ['direction:9', false, true],
      ['direction:10', true, true],
    ]);
  });

  it('the one that came furthest is shown first, whatever its signals', () => {
    const chosen = furthest([key('a:1', 'long', { signals: 99 }), key('a:2', 'long', { real: 1 }), key('a:3', 'long', { main: 50 })]);
    expect(chosen?.indication).toBe('a:2');
    expect(furthest([])).toBeNull();
  });
});

describe('address', () => {
  it('keeps what is not changed and drops what is emptied', () => {
    expect(changed(new URLSearchParams('a=1&b=2'), { b: null, c: 'x y' })).toBe('a=1&c=x+y');
  });
});

describe('trailing', () => {
  it('is read with its units', () => {
    expect(trailingText('off')).toBe('off');
    expect(trailingText('0.3-0.1')).toBe('0.3 % / 0.1 %');
  });
});

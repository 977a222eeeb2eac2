import { describe, expect, it } from 'vitest';
import type { ExchangePosition, Funnel } from '../../api/contract';
import { commandsIn } from './commands';
import { isOpen, openReturn } from './exchangePosition';
import { funnelLevels, funnelPolygons, historyLine } from './funnelShape';

const FUNNEL: Funnel = {
  base: 10_000,
  evaluating: 4000,
  active: 3000,
  paused: 2000,
  failed: 1000,
  main: 100,
  real: 10,
  exchange: 0,
  history: [],
};

describe('funnel', () => {
  it('gives each level its share of the level before', () => {
    expect(funnelLevels(FUNNEL).map(({ share }) => share)).toEqual([null, 0.01, 0.1, 0]);
  });

  it('has no share of an empty level', () => {
    expect(funnelLevels({ ...FUNNEL, main: 0, real: 0 }).map(({ share }) => share)).toEqual([null, 0, null, null]);
  });

  it('narrows from its full thickness, and a single set can still be seen', () => {
    const thickness = funnelLevels({ ...FUNNEL, exchange: 1 }).map((level) => level.thickness);
    expect(thickness[0]).toBe(1);
    expect([...thickness].sort((a, b) => b - a)).toEqual(thickness);
    expect(thickness[3]).toBeGreaterThan(0.05);
  });

  it('draws one outline per level, within its box', () => {
    const polygons = funnelPolygons(funnelLevels(FUNNEL), 800, 120);
    expect(polygons).toHaveLength(4);
    for (const [x, y] of polygons.flatMap((points) => points.split(' ').map((point) => point.split(',').map(Number)))) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(800);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(120);
    }
  });

  it('draws the history from left to right, more being higher', () => {
    const history = [
      { time: 0, main: 0, real: 0, exchange: 0 },
      { time: 10, main: 50, real: 5, exchange: 0 },
    ];
    expect(historyLine(history, 'main', 100, 40)).toBe('0.0,40.0 100.0,0.0');
    expect(historyLine(history, 'exchange', 100, 40)).toBe('0.0,40.0 100.0,40.0');
  });
});

describe('open position', () => {
  const position = { entry: '100', direction: 'long', status: 'open' } as ExchangePosition;

  it('gains with the price when long, against it when short', () => {
    expect(openReturn(position, 110)).toBeCloseTo(0.1, 12);
    expect(openReturn({ ...position, direction: 'short' }, 110)).toBeCloseTo(-0.1, 12);
  });

  it('has no return without an entry or a price', () => {
    expect(openReturn({ ...position, entry: null }, 110)).toBeNull();
    expect(openReturn(position, undefined)).toBeNull();
  });

  it('is one that opens, is open or closes', () => {
    expect((['opening', 'open', 'closing', 'closed', 'liquidated'] as const).map((status) => isOpen({ ...position, status }))).toEqual(
      [true, true, true, false, false],
    );
  });
});

describe('engine commands', () => {
  it('can always stop what runs and never pauses what does not', () => {
    expect(commandsIn('running')).toEqual(['pause', 'stop']);
    expect(commandsIn('paused')).toEqual(['resume', 'stop']);
    expect(commandsIn('stopped')).toEqual(['start']);
    expect(commandsIn('stopping')).toEqual([]);
  });
});

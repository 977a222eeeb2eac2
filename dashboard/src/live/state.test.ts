import { describe, expect, it } from 'vitest';
import type { LiveEvent, PseudoSample } from '../api/contract';
import { after, connectedAs, LIMITS, merged, NOTHING_YET, withoutNotice } from './state';
import type { LiveState } from './state';

function played(events: LiveEvent[]): LiveState {
  return events.reduce(after, NOTHING_YET);
}

function pseudo(time: number, recent: PseudoSample[] = []): LiveEvent {
  return { name: 'pseudo', data: { time, opened: 3, closed: 2, open: 7, recent } };
}

const SAMPLE: PseudoSample = { setName: 'a', direction: 'long', entry: 1, exit: 2, reason: 'take_profit', net: 0.01 };

describe('live state', () => {
  it('keeps the last price of each symbol', () => {
    const state = played([
      { name: 'price', data: { symbol: 'A', time: 1, price: 10 } },
      { name: 'price', data: { symbol: 'B', time: 1, price: 20 } },
      { name: 'price', data: { symbol: 'A', time: 2, price: 11 } },
    ]);
    expect(state.prices).toEqual({ A: { time: 2, price: 11 }, B: { time: 1, price: 20 } });
  });

  it('shows the newest pseudo positions first and numbers each once', () => {
    const state = played([
      pseudo(1, [{ ...SAMPLE, setName: 'first' }, { ...SAMPLE, setName: 'second' }]),
      pseudo(2, [{ ...SAMPLE, setName: 'third' }]),
    ]);
    expect(state.pseudo.map(({ setName }) => setName)).toEqual(['third', 'second', 'first']);
    expect(new Set(state.pseudo.map(({ number }) => number)).size).toBe(3);
    expect(state.pseudoOpen).toBe(7);
  });

  it('never grows beyond its limits', () => {
    const many = Array.from({ length: 3000 }, (_, i): LiveEvent[] => [
      pseudo(i, [SAMPLE]),
      { name: 'equity', data: { time: i, equity: '1' } },
      { name: 'verdict', data: { time: i, setId: 's', setName: 'a', gate: 'real', from: 'main', to: 'real' } },
      { name: 'indication', data: { time: i, indication: 'x', direction: 'long', strength: 1, price: 1 } },
      { name: 'notice', data: { level: 'info', message: 'x'.repeat(i) } },
    ]).flat();
    const state = played(many);
    expect(state.pseudo).toHaveLength(LIMITS.pseudo);
    expect(state.pulses).toHaveLength(LIMITS.pulses);
    expect(state.equity).toHaveLength(LIMITS.equity);
    expect(state.verdicts).toHaveLength(LIMITS.verdicts);
    expect(state.indications).toHaveLength(LIMITS.indications);
    expect(state.notices.at(-1)?.message).toHaveLength(2999);
    expect(state.notices).toHaveLength(LIMITS.notices);
    expect(state.equity.at(-1)?.time).toBe(2999);
    expect(state.verdicts[0]?.time).toBe(2999);
  });

  it('counts changes of exchange positions, so that their lists load again', () => {
    const changed: LiveEvent = { name: 'position', data: { status: 'open' } };
    expect(played([changed, changed]).positionChanges).toBe(2);
  });

  it('counts each new connection once', () => {
    const first = connectedAs(NOTHING_YET, 'open');
    expect(first.epoch).toBe(1);
    expect(connectedAs(first, 'open').epoch).toBe(1);
    expect(connectedAs(connectedAs(first, 'lost'), 'open').epoch).toBe(2);
  });

  it('shows a sentence that comes again with other figures once, as it is now', () => {
    const state = played([
      { name: 'notice', data: { level: 'warn', message: '3 spans were merged.' } },
      { name: 'notice', data: { level: 'warn', message: '1,250 spans were merged.' } },
    ]);
    expect(state.notices.map(({ message }) => message)).toEqual(['1,250 spans were merged.']);
  });

  it('forgets a dismissed notice only', () => {
    const state = played([
      { name: 'notice', data: { level: 'warn', message: 'a' } },
      { name: 'notice', data: { level: 'info', message: 'b' } },
    ]);
    const first = state.notices[0]?.number ?? -1;
    expect(withoutNotice(state, first).notices.map(({ message }) => message)).toEqual(['b']);
  });
});

describe('merged', () => {
  it('has each item once, live ones first, with what the loaded one says more', () => {
    const live = [{ id: 4 }, { id: 3 }];
    const loaded = [{ id: 3, why: 'x' }, { id: 2 }, { id: 1 }];
    expect(merged<{ id: number; why?: string }>(live, loaded, ({ id }) => id, 3)).toEqual([
      { id: 4 },
      { id: 3, why: 'x' },
      { id: 2 },
    ]);
  });
});

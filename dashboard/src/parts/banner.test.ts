import { describe, expect, it } from 'vitest';
import type { FeedStatus, TradingStatus } from '../api/contract';
import { bannerOf } from './bannerText';

const FEED: FeedStatus = {
  kind: 'replay',
  label: 'Bitstamp BTC/USD, November 2013',
  speed: 300,
  startTime: 0,
  time: 1000,
  endTime: 4000,
  eventsDone: 25,
  eventsTotal: 100,
  ended: false,
};

function status(changes: Partial<TradingStatus>, feed: Partial<FeedStatus> = {}): TradingStatus {
  const whole: Partial<TradingStatus> = { moneyMode: 'paper', engines: [], emergencyStopped: false, ...changes };
  return { ...whole, feed: { ...FEED, ...feed } } as TradingStatus;
}

describe('banner', () => {
  it('says paper money, which recording and how fast', () => {
    expect(bannerOf(status({}))).toEqual({
      kind: 'paper',
      money: 'Paper money',
      market: 'Recorded market: Bitstamp BTC/USD, November 2013, ×300',
      time: 1000,
      progress: 0.25,
      ended: false,
      note: null,
    });
  });

  it('says when the recording has ended', () => {
    const banner = bannerOf(status({}, { ended: true }));
    expect(banner.ended).toBe(true);
    expect(banner.note).toContain('recording has ended');
  });

  it('says where real orders go', () => {
    const engines = [{ exchange: 'bybit' }, { exchange: 'bybit' }, { exchange: 'okx' }] as TradingStatus['engines'];
    const banner = bannerOf(status({ moneyMode: 'live', engines }, { kind: 'live' }));
    expect(banner.kind).toBe('live');
    expect(banner.note).toBe('Real orders go to bybit, okx.');
    expect(banner.progress).toBeNull();
  });

  it('says as fast as possible when no speed is set', () => {
    expect(bannerOf(status({}, { speed: null })).market).toContain('as fast as possible');
  });

  it('reminds of an emergency stop', () => {
    expect(bannerOf(status({ emergencyStopped: true })).note).toContain('Emergency stop');
  });

  it('never guesses: without a status, or with the public part only, the money is unknown', () => {
    expect(bannerOf(null).kind).toBe('unknown');
    expect(bannerOf({ state: 'running', ready: true } as TradingStatus).kind).toBe('unknown');
  });
});

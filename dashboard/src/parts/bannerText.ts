import type { MoneyMode, TradingStatus } from '../api/contract';

export interface BannerText {
  kind: MoneyMode | 'unknown';
  money: string;
  market: string;
  /** Event time reached. */
  time: number | null;
  /** Fraction of the recording. */
  progress: number | null;
  ended: boolean;
  note: string | null;
}

const MONEY: Record<MoneyMode, string> = { paper: 'Paper money', simulated: 'Simulated money', live: 'Live money' };

/** What the banner says; without a status it admits that it does not know. */
export function bannerOf(status: TradingStatus | null): BannerText {
  if (status?.feed === undefined) {
    const market = 'Paper or live? The server tells those who are logged in.';
    return { kind: 'unknown', money: 'Money', market, time: null, progress: null, ended: false, note: null };
  }
  const { feed, moneyMode } = status;
  const isReplay = feed.kind === 'replay';
  const notes = [
    isReplay && feed.ended ? 'The recording has ended: no new prices come, what is shown stays as it is.' : null,
    moneyMode === 'live' ? `Real orders go to ${exchanges(status)}.` : null,
    status.emergencyStopped ? 'Emergency stop: nothing opens until engines are started again.' : null,
  ].filter((note) => note !== null);
  return {
    kind: moneyMode,
    money: MONEY[moneyMode],
    market: `${marketName(feed.kind)}: ${feed.label}${isReplay ? `, ${speed(feed.speed)}` : ''}`,
    time: feed.time > 0 ? feed.time : null,
    progress: isReplay && feed.eventsTotal > 0 ? Math.min(1, feed.eventsDone / feed.eventsTotal) : null,
    ended: isReplay && feed.ended,
    note: notes.length > 0 ? notes.join(' ') : null,
  };
}

function marketName(kind: TradingStatus['feed']['kind']): string {
  return kind === 'replay' ? 'Recorded market' : kind === 'simulated' ? 'Simulated market' : 'Live market';
}

function speed(times: number | null): string {
  return times === null ? 'as fast as possible' : `×${times}`;
}

function exchanges(status: TradingStatus): string {
  const names = new Set(status.engines.map((engine) => engine.exchange));
  return names.size > 0 ? [...names].join(', ') : 'the connected exchanges';
}

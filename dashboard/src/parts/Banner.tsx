import type { TradingStatus } from '../api/contract';
import { bannerOf } from './bannerText';
import { Time } from './Figures';

/** Says at all times whose money is at stake and where the prices come from. */
export function Banner({ status }: { status: TradingStatus | null }) {
  const banner = bannerOf(status);
  return (
    <div className={`banner money-${banner.kind}`} role="region" aria-label="Money and market" data-testid="banner">
      <strong className="money-mode">{banner.money}</strong>
      <span className="market">{banner.market}</span>
      {banner.time !== null && (
        <span className="market-time">
          {banner.ended ? 'ended at ' : 'market time '}
          <Time at={banner.time} />
        </span>
      )}
      {banner.progress !== null && (
        <span className="market-progress">
          <progress value={banner.progress} max={1} aria-label="Played of the recording" />
          {Math.floor(banner.progress * 100)} %
        </span>
      )}
      {banner.note !== null && <span className="banner-note">{banner.note}</span>}
    </div>
  );
}

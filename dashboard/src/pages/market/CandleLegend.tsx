import type { CandleRow, Timeframe } from '../../api/contract';
import { fixed, percent, price } from '../../format/numbers';
import { Outcome, Time } from '../../parts/Figures';
import { TIMEFRAMES } from './candles';

interface CandleLegendProps {
  rows: readonly CandleRow[];
  hovered: number | null;
  timeframe: Timeframe;
}

/** The figures of the candle under the pointer, otherwise of the last one. */
export function CandleLegend({ rows, hovered, timeframe }: CandleLegendProps) {
  const row = rows.find(([time]) => time === hovered) ?? rows.at(-1);
  if (row === undefined) return null;
  const [time, open, high, low, close, volume] = row;
  return (
    <dl className="candle-legend">
      <div>
        <dt>close</dt>
        <dd>
          <Time at={time + TIMEFRAMES[timeframe]} />
        </dd>
      </div>
      <div>
        <dt>O</dt>
        <dd>{price(open)}</dd>
      </div>
      <div>
        <dt>H</dt>
        <dd>{price(high)}</dd>
      </div>
      <div>
        <dt>L</dt>
        <dd>{price(low)}</dd>
      </div>
      <div>
        <dt>C</dt>
        <dd data-testid="last-price">{price(close)}</dd>
      </div>
      <div>
        <dt>V</dt>
        <dd>{fixed(volume, 2)}</dd>
      </div>
      <div>
        <dt className="unseen">change</dt>
        <dd>
          <Outcome value={close / open - 1} format={(value) => percent(value, 2)} title="within the candle" />
        </dd>
      </div>
    </dl>
  );
}

import type { Indication, Timeframe } from '../../api/contract';
import { TIMEFRAMES } from './candles';

interface MarketControlsProps {
  symbols: string[];
  symbol: string;
  timeframe: Timeframe;
  filter: string;
  indications: readonly Indication[];
  showIndications: boolean;
  showTrades: boolean;
  onChoose: (changes: Record<string, string | null>) => void;
}

export function MarketControls(props: MarketControlsProps) {
  const { symbols, symbol, timeframe, filter, indications, showIndications, showTrades, onChoose } = props;
  const keys = [...new Set(indications.map((each) => each.indication))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const types = [...new Set(keys.map((key) => key.split(':')[0] ?? key))];
  if (filter !== '' && !keys.includes(filter) && !types.includes(filter)) keys.push(filter);
  return (
    <div className="market-controls">
      {symbols.length > 1 ? (
        <select aria-label="Symbol" value={symbol} onChange={(event) => onChoose({ symbol: event.target.value })}>
          {symbols.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      ) : (
        <h2 className="symbol">{symbol}</h2>
      )}
      <div className="tabs" role="group" aria-label="Timeframe">
        {(Object.keys(TIMEFRAMES) as Timeframe[]).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === timeframe}
            onClick={() => onChoose({ timeframe: each })}
          >
            {each}
          </button>
        ))}
      </div>
      <span className="spacer" />
      <label className="choice">
        <input
          type="checkbox"
          checked={showTrades}
          onChange={() => onChoose({ trades: showTrades ? 'off' : null })}
        />
        Exchange entries and exits
      </label>
      <label className="choice">
        <input
          type="checkbox"
          checked={showIndications}
          onChange={() => onChoose({ signals: showIndications ? 'off' : null })}
        />
        Indications
      </label>
      <select
        aria-label="Which indications"
        value={filter}
        disabled={!showIndications}
        onChange={(event) => onChoose({ indication: event.target.value || null })}
      >
        <option value="">all</option>
        {types.map((type) => (
          <option key={type} value={type}>
            {type}, all
          </option>
        ))}
        {keys.map((key) => (
          <option key={key} value={key}>
            {key}
          </option>
        ))}
      </select>
    </div>
  );
}

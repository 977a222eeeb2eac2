import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { ExchangePosition, Timeframe } from '../../api/contract';
import type { PriceLevel } from '../../charts/CandleChart';
import { Empty, Failed, Loaded, Loading, Panel } from '../../parts/Panel';
import { useParts } from '../../parts/Parts';
import { useExchangePositions } from '../../parts/useExchangePositions';
import { useResource } from '../../parts/useResource';
import { adjust, usePlace } from '../../routes';
import { isOpen } from '../overview/exchangePosition';
import { DEFAULT_TIMEFRAME, isTimeframe } from './candles';
import { CandleLegend } from './CandleLegend';
import { IndicationList } from './IndicationList';
import { indicationMarks, placed, positionMarks } from './markers';
import { MarketControls } from './MarketControls';
import { useCandles } from './useCandles';
import { useIndications } from './useIndications';

const CandleChart = lazy(() => import('../../charts/CandleChart'));

export default function MarketPage() {
  const { server } = useParts();
  const symbols = useResource('symbols', server.symbols, 30_000);
  return (
    <Loaded resource={symbols} what="the symbols">
      {(list) =>
        list.length === 0 ? (
          <section className="panel">
            <h1 className="unseen">Market</h1>
            <Empty>No symbol is traded yet: the first price has not come.</Empty>
          </section>
        ) : (
          <Market symbols={list.map(({ symbol }) => symbol)} />
        )
      }
    </Loaded>
  );
}

function Market({ symbols }: { symbols: string[] }) {
  const { query } = usePlace();
  const asked = query.get('symbol');
  const symbol = (asked !== null && symbols.includes(asked) ? asked : symbols[0]) ?? '';
  const wanted = query.get('timeframe');
  const timeframe: Timeframe = isTimeframe(wanted) ? wanted : DEFAULT_TIMEFRAME;
  const filter = query.get('indication') ?? '';
  const showIndications = query.get('signals') !== 'off';
  const showTrades = query.get('trades') !== 'off';

  const candles = useCandles(symbol, timeframe);
  const indications = useIndications(symbol);
  const positions = usePositions(symbol);
  const [hovered, setHovered] = useState<number | null>(null);

  const chosen = useMemo(
    () => indications.filter((each) => filter === '' || each.indication === filter || each.indication.startsWith(`${filter}:`)),
    [indications, filter],
  );
  const times = useMemo(() => new Set(candles.rows.map(([time]) => time)), [candles.rows]);
  const marks = useMemo(
    () =>
      placed(
        [
          ...(showIndications ? indicationMarks(chosen, timeframe) : []),
          ...(showTrades ? positionMarks(positions, timeframe) : []),
        ],
        times,
      ),
    [chosen, positions, timeframe, times, showIndications, showTrades],
  );
  const levels = useMemo(() => (showTrades ? openLevels(positions) : []), [positions, showTrades]);
  const choose = useCallback((changes: Record<string, string | null>) => adjust(changes), []);

  return (
    <div className="market-page">
      <h1 className="unseen">Market</h1>
      <section className="panel market-main" aria-label={`Candles of ${symbol}`}>
        <MarketControls
          symbols={symbols}
          symbol={symbol}
          timeframe={timeframe}
          filter={filter}
          indications={indications}
          showIndications={showIndications}
          showTrades={showTrades}
          onChoose={choose}
        />
        <CandleLegend rows={candles.rows} hovered={hovered} timeframe={timeframe} />
        {candles.problem !== null && <Failed problem={candles.problem} retry={candles.reload} />}
        {candles.rows.length === 0 && candles.loading ? (
          <Loading what="candles" lines={12} />
        ) : candles.rows.length === 0 ? (
          candles.problem === null && <Empty>No candle yet: the market has not moved since the start.</Empty>
        ) : (
          <Suspense fallback={<Loading what="the chart" lines={12} />}>
            <CandleChart
              key={`${symbol} ${timeframe}`}
              rows={candles.rows}
              version={candles.version}
              marks={marks}
              levels={levels}
              onOlder={candles.older}
              onHover={setHovered}
            />
          </Suspense>
        )}
        <MarkLegend />
      </section>
      <Panel title="Latest indications" className="market-side">
        <IndicationList indications={chosen} />
      </Panel>
    </div>
  );
}

/** Entry, stop and take profit of the open positions, each price once. */
function openLevels(positions: readonly ExchangePosition[]): PriceLevel[] {
  const levels = positions.filter(isOpen).flatMap(({ entry, stop, takeProfit }): PriceLevel[] => [
    { price: Number(entry), kind: 'entry' },
    { price: Number(stop), kind: 'stop' },
    { price: Number(takeProfit), kind: 'take profit' },
  ]);
  const distinct = new Map(levels.map((level) => [`${level.kind} ${level.price}`, level]));
  return [...distinct.values()].filter(({ price }) => price > 0);
}

/** The exchange positions of a symbol. */
function usePositions(symbol: string): readonly ExchangePosition[] {
  const { data } = useExchangePositions(300);
  return useMemo(() => (data ?? []).filter((position) => position.symbol === symbol), [data, symbol]);
}

function MarkLegend() {
  return (
    <ul className="mark-legend hint">
      <li>
        <span className="mark-long">▲</span> indication long
      </li>
      <li>
        <span className="mark-short">▼</span> indication short
      </li>
      <li>
        <span className="mark-entry">■</span> exchange entry, Long or Short
      </li>
      <li>
        <span className="gain">●</span>
        <span className="loss">●</span> exchange exit, with its result
      </li>
      <li>hollow candle: rising</li>
    </ul>
  );
}

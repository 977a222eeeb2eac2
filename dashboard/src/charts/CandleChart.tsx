import { CandlestickSeries, createSeriesMarkers, HistogramSeries, LineStyle } from 'lightweight-charts';
import type {
  IChartApi,
  ISeriesApi,
  ISeriesMarkersPluginApi,
  SeriesMarker,
  Time,
  UTCTimestamp,
} from 'lightweight-charts';
import { useEffect, useRef, useState } from 'react';
import type { CandleRow } from '../api/contract';
import { price as priceText, priceDigits } from '../format/numbers';
import type { Mark } from '../pages/market/markers';
import { colour, useTheme } from '../parts/theme';
import { Credit } from './Credit';
import { milliseconds, useChart } from './useChart';

export interface PriceLevel {
  price: number;
  kind: 'entry' | 'stop' | 'take profit';
}

interface CandleChartProps {
  rows: readonly CandleRow[];
  version: number;
  marks: readonly Mark[];
  levels: readonly PriceLevel[];
  /** Called when the first candle comes into sight. */
  onOlder: () => void;
  /** Open time of the candle under the pointer. */
  onHover: (time: number | null) => void;
}

interface Series {
  candles: ISeriesApi<'Candlestick'>;
  volume: ISeriesApi<'Histogram'>;
  markers: ISeriesMarkersPluginApi<Time>;
}

const OLDER_AT = 20;
/** So few candles are spread over the whole chart. */
const FEW = 80;
const SHAPES: Record<Mark['kind'], { shape: SeriesMarker<Time>['shape']; colour: string; size: number }> = {
  long: { shape: 'arrowUp', colour: 'accent', size: 0.7 },
  short: { shape: 'arrowDown', colour: 'real', size: 0.7 },
  entry: { shape: 'square', colour: 'exchange', size: 1 },
  gain: { shape: 'circle', colour: 'gain', size: 1 },
  loss: { shape: 'circle', colour: 'loss', size: 1 },
};
const LINES: Record<PriceLevel['kind'], { colour: string; style: LineStyle }> = {
  entry: { colour: 'exchange', style: LineStyle.Solid },
  stop: { colour: 'loss', style: LineStyle.Dashed },
  'take profit': { colour: 'gain', style: LineStyle.Dashed },
};

/** Candles with volume, marks and price levels. Rising candles are hollow, so that colour is not needed to read them. */
export default function CandleChart({ rows, version, marks, levels, onOlder, onHover }: CandleChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useChart(element);
  const theme = useTheme();
  const [series, setSeries] = useState<Series | null>(null);
  const drawn = useRef({ version: -1, length: 0 });

  useEffect(() => {
    if (chart === null) return;
    drawn.current = { version: -1, length: 0 };
    setSeries(seriesOf(chart));
    return () => setSeries(null);
  }, [chart]);

  useEffect(() => {
    series?.candles.applyOptions({
      upColor: colour('panel'),
      borderUpColor: colour('gain'),
      wickUpColor: colour('gain'),
      downColor: colour('loss'),
      borderDownColor: colour('loss'),
      wickDownColor: colour('loss'),
    });
    series?.volume.applyOptions({ color: colour('line') });
  }, [series, theme]);

  useEffect(() => {
    if (series === null) return;
    const before = drawn.current;
    if (before.version !== version) {
      series.candles.setData(rows.map(candle));
      series.volume.setData(rows.map(volume));
      const digits = priceDigits(rows.at(-1)?.[4] ?? 1);
      series.candles.applyOptions({ priceFormat: { type: 'custom', formatter: priceText, minMove: 10 ** -digits } });
    } else {
      for (const row of rows.slice(Math.max(0, before.length - 1))) {
        series.candles.update(candle(row));
        series.volume.update(volume(row));
      }
    }
    if (chart !== null && before.length === 0 && rows.length < FEW) chart.timeScale().fitContent();
    drawn.current = { version, length: rows.length };
  }, [chart, series, rows, version]);

  const last = rows.at(-1)?.[4];
  useEffect(() => {
    if (series === null || last === undefined) return;
    const line = series.candles.createPriceLine({
      price: last,
      color: colour('text-faint'),
      lineStyle: LineStyle.SparseDotted,
      lineWidth: 1,
      axisLabelVisible: true,
    });
    return () => series.candles.removePriceLine(line);
  }, [series, last, theme]);

  useEffect(() => {
    series?.markers.setMarkers(marks.map(marker));
  }, [series, marks, theme]);

  useEffect(() => {
    if (series === null) return;
    const lines = levels.map(({ price, kind }) =>
      series.candles.createPriceLine({
        price,
        title: kind,
        color: colour(LINES[kind].colour),
        lineStyle: LINES[kind].style,
        lineWidth: 1,
        axisLabelVisible: true,
      }),
    );
    return () => lines.forEach((line) => series.candles.removePriceLine(line));
  }, [series, levels, theme]);

  useEffect(() => {
    if (chart === null) return;
    const moved = (range: { from: number } | null) => {
      if (range !== null && range.from < OLDER_AT) onOlder();
    };
    chart.timeScale().subscribeVisibleLogicalRangeChange(moved);
    return () => chart.timeScale().unsubscribeVisibleLogicalRangeChange(moved);
  }, [chart, onOlder]);

  useEffect(() => {
    if (chart === null) return;
    const hovered = ({ time }: { time?: Time }) => onHover(time === undefined ? null : milliseconds(time));
    chart.subscribeCrosshairMove(hovered);
    return () => chart.unsubscribeCrosshairMove(hovered);
  }, [chart, onHover]);

  return (
    <>
      <div ref={element} className="chart candle-chart" role="img" aria-label="Candles" data-testid="candles" />
      <Credit />
    </>
  );
}

function seriesOf(chart: IChartApi): Series {
  const candles = chart.addSeries(CandlestickSeries, {
    // Its label would have the colour of a hollow candle: none. The chart draws its own line instead.
    lastValueVisible: false,
    priceLineVisible: false,
  });
  const bars = chart.addSeries(HistogramSeries, {
    priceScaleId: 'volume',
    lastValueVisible: false,
    priceLineVisible: false,
    priceFormat: { type: 'volume' },
  });
  chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.86, bottom: 0 } });
  chart.priceScale('right').applyOptions({ scaleMargins: { top: 0.06, bottom: 0.18 } });
  return { candles, volume: bars, markers: createSeriesMarkers(candles, []) };
}

function seconds(ms: number): UTCTimestamp {
  return (ms / 1000) as UTCTimestamp;
}

function candle([time, open, high, low, close]: CandleRow) {
  return { time: seconds(time), open, high, low, close };
}

function volume([time, , , , , value]: CandleRow) {
  return { time: seconds(time), value };
}

function marker({ time, kind, above, text }: Mark): SeriesMarker<Time> {
  const { shape, colour: name, size } = SHAPES[kind];
  return { time: seconds(time), position: above ? 'aboveBar' : 'belowBar', shape, color: colour(name), text, size };
}

import { BaselineSeries, LineStyle } from 'lightweight-charts';
import type { ISeriesApi, UTCTimestamp } from 'lightweight-charts';
import { useEffect, useRef, useState } from 'react';
import { money } from '../format/numbers';
import { colour, useTheme } from '../parts/theme';
import { Credit } from './Credit';
import { bySecond } from './points';
import { useChart } from './useChart';

interface EquityChartProps {
  start: number;
  /** Time in milliseconds and equity, ascending. */
  points: readonly (readonly [number, number])[];
}

/** Equity over market time, coloured by whether it is above or below the balance it began with. */
export default function EquityChart({ start, points }: EquityChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useChart(element);
  const theme = useTheme();
  const [series, setSeries] = useState<ISeriesApi<'Baseline'> | null>(null);

  useEffect(() => {
    if (chart === null) return;
    const made = chart.addSeries(BaselineSeries, {
      lineWidth: 2,
      priceLineVisible: false,
      priceFormat: { type: 'custom', formatter: money, minMove: 0.01 },
    });
    setSeries(made);
    return () => setSeries(null);
  }, [chart]);

  useEffect(() => {
    if (series === null) return;
    series.applyOptions({
      baseValue: { type: 'price', price: start },
      topLineColor: colour('gain'),
      topFillColor1: colour('gain-fill'),
      topFillColor2: 'transparent',
      bottomLineColor: colour('loss'),
      bottomFillColor1: 'transparent',
      bottomFillColor2: colour('loss-fill'),
      // The start balance stays in sight even while all of the curve lies to one side of it.
      autoscaleInfoProvider: (original: () => { priceRange: { minValue: number; maxValue: number } | null } | null) => {
        const range = original()?.priceRange;
        if (!range) return null;
        return { priceRange: { minValue: Math.min(range.minValue, start), maxValue: Math.max(range.maxValue, start) } };
      },
    });
    const line = series.createPriceLine({
      price: start,
      color: colour('text-faint'),
      lineStyle: LineStyle.Dashed,
      lineWidth: 1,
      axisLabelVisible: true,
      title: 'start',
    });
    return () => series.removePriceLine(line);
  }, [series, start, theme]);

  useEffect(() => {
    if (chart === null || series === null) return;
    series.setData(bySecond(points).map(({ time, value }) => ({ time: time as UTCTimestamp, value })));
    chart.timeScale().fitContent();
  }, [chart, series, points]);

  return (
    <>
      <div ref={element} className="chart equity-chart" role="img" aria-label="Equity over market time" />
      <Credit />
    </>
  );
}

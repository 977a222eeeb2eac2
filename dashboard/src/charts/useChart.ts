import { ColorType, createChart, CrosshairMode, TickMarkType } from 'lightweight-charts';
import type { ChartOptions, DeepPartial, IChartApi, Time } from 'lightweight-charts';
import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import { clock, day, minuteOfDay, stamp } from '../format/times';
import { colour, useTheme } from '../parts/theme';

/** Seconds, which the charts count in, as milliseconds. */
export function milliseconds(time: Time): number {
  return Number(time) * 1000;
}

function tick(time: Time, kind: TickMarkType): string {
  const ms = milliseconds(time);
  if (kind === TickMarkType.Time) return minuteOfDay(ms);
  if (kind === TickMarkType.TimeWithSeconds) return clock(ms);
  if (kind === TickMarkType.Year) return day(ms).slice(0, 4);
  return day(ms).slice(5);
}

function colours(): DeepPartial<ChartOptions> {
  return {
    layout: {
      background: { type: ColorType.Solid, color: colour('panel') },
      textColor: colour('text-soft'),
      fontFamily: getComputedStyle(document.body).fontFamily,
      fontSize: 11,
      // The credit with its link stands below each chart; the library's own would need an inline style.
      attributionLogo: false,
    },
    grid: { vertLines: { color: colour('grid') }, horzLines: { color: colour('grid') } },
    rightPriceScale: { borderColor: colour('line') },
    timeScale: { borderColor: colour('line') },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: { color: colour('text-faint'), labelBackgroundColor: colour('raised') },
      horzLine: { color: colour('text-faint'), labelBackgroundColor: colour('raised') },
    },
  };
}

/** A chart in the given element, in the colours of the theme, with times in the viewer's zone. */
export function useChart(element: RefObject<HTMLDivElement | null>): IChartApi | null {
  const [chart, setChart] = useState<IChartApi | null>(null);
  const theme = useTheme();
  useEffect(() => {
    if (element.current === null) return;
    const made = createChart(element.current, {
      ...colours(),
      autoSize: true,
      localization: { locale: 'en-US', timeFormatter: (time: Time) => stamp(milliseconds(time)) },
      timeScale: { ...colours().timeScale, timeVisible: true, secondsVisible: false, tickMarkFormatter: tick },
    });
    setChart(made);
    return () => {
      setChart(null);
      // What was hung on the chart is taken off first: those clean-ups run in the same turn, after this one.
      queueMicrotask(() => made.remove());
    };
  }, [element]);
  useEffect(() => chart?.applyOptions(colours()), [chart, theme]);
  return chart;
}

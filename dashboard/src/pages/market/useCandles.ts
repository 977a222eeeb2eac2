import { useCallback, useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/client';
import type { CandleRow, Timeframe } from '../../api/contract';
import { useLive } from '../../live/useLive';
import { useParts } from '../../parts/Parts';
import { joined, withMinute, withPrice } from './candles';

const FIRST_LOAD = 500;
const MEND_EVERY_MS = 4000;
const MEND_LOAD = 200;
const MOST = 20_000;

export interface Candles {
  rows: readonly CandleRow[];
  /** Changes when more than the last candle may differ. */
  version: number;
  problem: Problem | null;
  loading: boolean;
  /** Loads what lies before the first candle. */
  older: () => void;
  reload: () => void;
}

interface Loaded {
  key: string;
  rows: readonly CandleRow[];
  version: number;
  loading: boolean;
  problem: Problem | null;
  complete: boolean;
}

/**
 * Candles of a symbol: loaded, kept up by live prices, and mended from the server every few seconds, because a fast replay
 * passes more minutes than live events are sent.
 */
export function useCandles(symbol: string | null, timeframe: Timeframe): Candles {
  const { server } = useParts();
  const epoch = useLive((state) => state.epoch);
  const price = useLive((state) => (symbol === null ? undefined : state.prices[symbol]));
  const minute = useLive((state) => (symbol === null ? undefined : state.minutes[symbol]));
  const [asked, setAsked] = useState(0);
  const key = `${symbol ?? ''} ${timeframe}`;
  const [state, setState] = useState<Loaded>(nothing(key));
  const moved = useRef(false);
  const busy = useRef(false);

  const change = useCallback(
    (how: (old: Loaded) => Loaded) => setState((old) => (old.key === key ? how(old) : old)),
    [key],
  );

  useEffect(() => {
    if (symbol === null) return;
    const abort = new AbortController();
    setState((old) => (old.key === key ? old : nothing(key)));
    const load = async (limit: number) => {
      try {
        const fresh = await server.candles({ symbol, timeframe, limit }, abort.signal);
        change((old) => ({
          ...old,
          rows: joined(old.rows, fresh).slice(-MOST),
          version: old.version + 1,
          loading: false,
          problem: null,
        }));
      } catch (failure) {
        if (abort.signal.aborted) return;
        const problem = failure instanceof Problem ? failure : new Problem(0, String(failure));
        change((old) => ({ ...old, loading: false, problem }));
      }
    };
    void load(FIRST_LOAD);
    const timer = setInterval(() => {
      if (!moved.current || document.hidden) return;
      moved.current = false;
      void load(MEND_LOAD);
    }, MEND_EVERY_MS);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [server, symbol, timeframe, key, epoch, asked, change]);

  useEffect(() => {
    if (price === undefined) return;
    moved.current = true;
    change((old) => ({ ...old, rows: withPrice(old.rows, timeframe, price.time, price.price) }));
  }, [price, timeframe, change]);

  useEffect(() => {
    if (minute === undefined) return;
    change((old) => ({ ...old, rows: withMinute(old.rows, timeframe, minute) }));
  }, [minute, timeframe, change]);

  const first = state.rows[0]?.[0];
  const older = useCallback(() => {
    if (symbol === null || first === undefined || busy.current || state.complete) return;
    busy.current = true;
    server.candles({ symbol, timeframe, limit: FIRST_LOAD, to: first }).then(
      (before) => {
        busy.current = false;
        change((old) => ({
          ...old,
          rows: joined(before, old.rows).slice(0, MOST),
          version: old.version + 1,
          complete: before.length === 0 || old.rows.length >= MOST,
        }));
      },
      (failure: unknown) => {
        busy.current = false;
        change((old) => ({ ...old, problem: failure instanceof Problem ? failure : new Problem(0, String(failure)) }));
      },
    );
  }, [server, symbol, timeframe, first, state.complete, change]);

  const reload = useCallback(() => setAsked((times) => times + 1), []);
  const shown = state.key === key ? state : nothing(key);
  return { ...shown, older, reload };
}

function nothing(key: string): Loaded {
  return { key, rows: [], version: 0, loading: true, problem: null, complete: false };
}

import { useEffect, useRef } from 'react';
import type { ExchangePosition } from '../api/contract';
import { useLive } from '../live/useLive';
import { useParts } from './Parts';
import { useResource } from './useResource';
import type { Resource } from './useResource';

const EVERY_MS = 15_000;
const SETTLE_MS = 700;

/** The newest open and closed exchange positions, open ones first; loaded again soon after one changed. */
export function useExchangePositions(limit: number): Resource<ExchangePosition[]> {
  const { server } = useParts();
  const resource = useResource(
    `exchange positions ${limit}`,
    async (signal) => {
      const [open, closed] = await Promise.all([
        server.exchangePositions('open', limit, signal),
        server.exchangePositions('closed', limit, signal),
      ]);
      return [...open.items, ...closed.items];
    },
    EVERY_MS,
  );
  const changes = useLive((state) => state.positionChanges);
  const { reload } = resource;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    // Changes come in bursts (an entry is several events): one load answers all of a burst.
    if (changes === 0 || timer.current !== null) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      reload();
    }, SETTLE_MS);
  }, [changes, reload]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return resource;
}

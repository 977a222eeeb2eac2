import { useMemo } from 'react';
import type { TradingStatus } from '../../api/contract';
import { useLive } from '../../live/useLive';
import { useParts } from '../../parts/Parts';
import { useResource } from '../../parts/useResource';

/** The equity of the first connection: as stored, then as it comes live. */
export function useEquity(status: TradingStatus | null) {
  const { server } = useParts();
  const engine = status?.engines?.[0] ?? null;
  const id = engine?.connectionId ?? null;
  const resource = useResource(
    id === null ? null : `equity ${id}`,
    (signal) => server.equity(id ?? '', signal),
    60_000,
  );
  const live = useLive((state) => state.equity);
  const loaded = resource.data;
  const curve = useMemo(() => {
    if (loaded === null) return null;
    const start = Number(loaded.start);
    const points: [number, number][] = loaded.points.map(([time, equity]) => [time, Number(equity)]);
    const lastLoaded = points.at(-1)?.[0] ?? 0;
    for (const { connectionId, time, equity } of live) {
      if (time > lastLoaded && (connectionId === undefined || connectionId === id)) points.push([time, Number(equity)]);
    }
    return { start, points, now: points.at(-1)?.[1] ?? start };
  }, [loaded, live, id]);
  return { engine, resource, curve };
}

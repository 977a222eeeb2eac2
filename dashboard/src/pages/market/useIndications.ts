import { useMemo } from 'react';
import type { Indication } from '../../api/contract';
import { useLive } from '../../live/useLive';
import { useParts } from '../../parts/Parts';
import { useResource } from '../../parts/useResource';

const MOST = 500;
const EVERY_MS = 6000;

/** The newest indications of a symbol, ascending: as loaded, then as they fire. */
export function useIndications(symbol: string): readonly Indication[] {
  const { server } = useParts();
  const resource = useResource(
    `indications ${symbol}`,
    async (signal) => (await server.indications({ symbol, limit: MOST }, signal)).items,
    EVERY_MS,
  );
  const live = useLive((state) => state.indications);
  return useMemo(() => {
    const loaded = resource.data ?? [];
    const lastLoaded = loaded.at(-1)?.time ?? 0;
    const fresh = live.filter((each) => each.time > lastLoaded && (each.symbol === undefined || each.symbol === symbol));
    return [...loaded, ...fresh];
  }, [resource.data, live, symbol]);
}

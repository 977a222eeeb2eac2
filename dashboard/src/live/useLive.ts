import { useSyncExternalStore } from 'react';
import { useParts } from '../parts/Parts';
import type { LiveState } from './state';

/** A part of the live state; the component renders again when that part changes. */
export function useLive<T>(select: (state: LiveState) => T): T {
  const { live } = useParts();
  return useSyncExternalStore(live.watch, () => select(live.state));
}

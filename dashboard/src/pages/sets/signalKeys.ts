import type { Direction, SignalKey } from '../../api/contract';

/** An indication with what became of it in each direction. */
export interface KeyRow {
  indication: string;
  type: string;
  long: SignalKey | null;
  short: SignalKey | null;
}

/** One row per indication, by type, then by parameters as numbers. */
export function keyRows(keys: readonly SignalKey[]): KeyRow[] {
  const rows = new Map<string, KeyRow>();
  for (const key of keys) {
    const row = rows.get(key.indication) ?? { indication: key.indication, type: key.type, long: null, short: null };
    row[key.direction] = key;
    rows.set(key.indication, row);
  }
  return [...rows.values()].sort((a, b) => a.indication.localeCompare(b.indication, 'en', { numeric: true }));
}

/** The one that came furthest: what a visitor wants to see first. */
export function furthest(keys: readonly SignalKey[]): SignalKey | null {
  const rank = (key: SignalKey) => [key.exchange, key.real, key.main, key.signals];
  return keys.reduce<SignalKey | null>((best, key) => (best === null || beats(rank(key), rank(best)) ? key : best), null);
}

function beats(a: number[], b: number[]): boolean {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

export function isDirection(text: string | null): text is Direction {
  return text === 'long' || text === 'short';
}

import { useSyncExternalStore } from 'react';

/** Where the page is: a path and its parameters, both in the address bar. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

const MOVED = 'cts:moved';
let place: Place = read();

function read(): Place {
  if (typeof location === 'undefined') return { path: '/', query: new URLSearchParams() };
  return { path: location.pathname.replace(/(.)\/$/, '$1'), query: new URLSearchParams(location.search) };
}

function watch(watcher: () => void): () => void {
  const moved = () => {
    place = read();
    watcher();
  };
  addEventListener('popstate', moved);
  addEventListener(MOVED, moved);
  return () => {
    removeEventListener('popstate', moved);
    removeEventListener(MOVED, moved);
  };
}

export function usePlace(): Place {
  return useSyncExternalStore(watch, () => place);
}

/** Goes to an address of this dashboard. */
export function go(address: string): void {
  history.pushState(null, '', address);
  dispatchEvent(new Event(MOVED));
  scrollTo(0, 0);
}

/** The same place with other parameters; no new step in the browser's history. */
export function adjust(changes: Record<string, string | null>): void {
  const query = changed(place.query, changes);
  history.replaceState(null, '', `${location.pathname}${query === '' ? '' : `?${query}`}`);
  dispatchEvent(new Event(MOVED));
}

export function changed(query: URLSearchParams, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next.toString();
}

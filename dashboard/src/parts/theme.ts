import { useSyncExternalStore } from 'react';

export type Theme = 'dark' | 'light';

const CHANGED = 'cts:theme';
const KEY = 'cts.theme';

function current(): Theme {
  return document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark';
}

function show(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  dispatchEvent(new Event(CHANGED));
}

/** Remembers the choice in this browser; where storage is off it lasts until the page is closed. */
export function switchTheme(): void {
  const theme = current() === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The choice still holds for this page.
  }
  show(theme);
}

/** Follows the system until the user has chosen. */
export function followSystem(): void {
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', ({ matches }) => {
    let chosen: string | null = null;
    try {
      chosen = localStorage.getItem(KEY);
    } catch {
      // Nothing can have been chosen.
    }
    if (chosen === null) show(matches ? 'light' : 'dark');
  });
}

export function useTheme(): Theme {
  return useSyncExternalStore((watcher) => {
    addEventListener(CHANGED, watcher);
    return () => removeEventListener(CHANGED, watcher);
  }, current);
}

/** The value of a colour of the style sheet, for pictures that are drawn. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

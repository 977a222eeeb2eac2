import { createContext, useContext } from 'react';
import type { Me } from '../api/contract';
import type { Server } from '../api/server';
import type { LiveStream } from '../live/stream';

/** What every page may use. */
export interface AppParts {
  server: Server;
  live: LiveStream;
  me: Me;
  /** Asks the server again who is logged in. */
  reloadMe: () => void;
}

const PartsContext = createContext<AppParts | null>(null);

export const PartsProvider = PartsContext.Provider;

export function useParts(): AppParts {
  const parts = useContext(PartsContext);
  if (parts === null) throw new Error('a component that needs the application stands outside of it');
  return parts;
}

/** Whether the user may command engines. */
export function maySteer(me: Me): boolean {
  return me.role === 'trader' || me.role === 'admin';
}

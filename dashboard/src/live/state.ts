import type {
  CandleRow,
  Funnel,
  Indication,
  LiveEvent,
  LiveEvents,
  PseudoSample,
  TradingStatus,
  Verdict,
} from '../api/contract';

export type Connected = 'connecting' | 'open' | 'lost';

/** A pseudo position as it came by, numbered so that a list of them has keys. */
export interface SeenPseudo extends PseudoSample {
  number: number;
  time: number;
}

export interface PseudoPulse {
  time: number;
  opened: number;
  closed: number;
}

export interface Notice {
  number: number;
  level: LiveEvents['notice']['level'];
  message: string;
}

/** What the stream has told since the page opened. Every list has a limit. */
export interface LiveState {
  connected: Connected;
  /** Grows with each new connection: what was missed meanwhile must be loaded again. */
  epoch: number;
  status: TradingStatus | null;
  funnel: Funnel | null;
  prices: Readonly<Record<string, { time: number; price: number }>>;
  minutes: Readonly<Record<string, CandleRow>>;
  pseudoOpen: number | null;
  pseudo: readonly SeenPseudo[];
  pulses: readonly PseudoPulse[];
  indications: readonly (Indication & { symbol?: string })[];
  verdicts: readonly Verdict[];
  /** How often an exchange position was made or changed. */
  positionChanges: number;
  equity: readonly LiveEvents['equity'][];
  notices: readonly Notice[];
  seen: number;
}

export const LIMITS = { pseudo: 40, pulses: 60, indications: 200, verdicts: 50, equity: 2000, notices: 5 };

export const NOTHING_YET: LiveState = {
  connected: 'connecting',
  epoch: 0,
  status: null,
  funnel: null,
  prices: {},
  minutes: {},
  pseudoOpen: null,
  pseudo: [],
  pulses: [],
  indications: [],
  verdicts: [],
  positionChanges: 0,
  equity: [],
  notices: [],
  seen: 0,
};

/** The state after an event. */
export function after(state: LiveState, event: LiveEvent): LiveState {
  switch (event.name) {
    case 'status':
      return { ...state, status: event.data };
    case 'funnel':
      return { ...state, funnel: event.data };
    case 'price': {
      const { symbol, time, price } = event.data;
      return { ...state, prices: { ...state.prices, [symbol]: { time, price } } };
    }
    case 'candle':
      return { ...state, minutes: { ...state.minutes, [event.data.symbol]: event.data.candle } };
    case 'pseudo':
      return withPseudo(state, event.data);
    case 'indication':
      return { ...state, indications: last([...state.indications, event.data], LIMITS.indications) };
    case 'verdict':
      return { ...state, verdicts: [event.data, ...state.verdicts].slice(0, LIMITS.verdicts) };
    case 'position':
      return { ...state, positionChanges: state.positionChanges + 1 };
    case 'equity':
      return { ...state, equity: last([...state.equity, event.data], LIMITS.equity) };
    case 'notice': {
      const notice = { number: state.seen, ...event.data };
      // The same sentence with other figures takes the place of the one before.
      const others = state.notices.filter((old) => withoutFigures(old.message) !== withoutFigures(notice.message));
      return { ...state, seen: state.seen + 1, notices: last([...others, notice], LIMITS.notices) };
    }
  }
}

function withPseudo(state: LiveState, data: LiveEvents['pseudo']): LiveState {
  const fresh = data.recent.map((sample, i) => ({ ...sample, time: data.time, number: state.seen + i })).reverse();
  return {
    ...state,
    seen: state.seen + fresh.length,
    pseudoOpen: data.open,
    pseudo: [...fresh, ...state.pseudo].slice(0, LIMITS.pseudo),
    pulses: last([...state.pulses, { time: data.time, opened: data.opened, closed: data.closed }], LIMITS.pulses),
  };
}

function withoutFigures(sentence: string): string {
  return sentence.replace(/\d[\d.,]*/g, '#');
}

export function withoutNotice(state: LiveState, number: number): LiveState {
  return { ...state, notices: state.notices.filter((notice) => notice.number !== number) };
}

export function connectedAs(state: LiveState, connected: Connected): LiveState {
  const opened = connected === 'open' && state.connected !== 'open';
  return { ...state, connected, epoch: opened ? state.epoch + 1 : state.epoch };
}

function last<T>(list: T[], limit: number): T[] {
  return list.length > limit ? list.slice(list.length - limit) : list;
}

/** What came live, then what was loaded, each once; the loaded one stands, because it says more. */
export function merged<T>(live: readonly T[], loaded: readonly T[], identity: (item: T) => unknown, limit: number): T[] {
  const all = new Map<unknown, T>();
  for (const item of live) all.set(identity(item), item);
  for (const item of loaded) all.set(identity(item), item);
  return [...all.values()].slice(0, limit);
}

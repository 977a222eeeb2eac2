import type { LiveEvent } from '../api/contract';
import { after, connectedAs, NOTHING_YET, withoutNotice } from './state';
import type { LiveState } from './state';

const NAMES: LiveEvent['name'][] = [
  'status',
  'funnel',
  'price',
  'candle',
  'pseudo',
  'indication',
  'verdict',
  'position',
  'equity',
  'notice',
];

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

/** The part of an EventSource that is used; a test brings its own. */
export interface Source {
  addEventListener(name: string, listener: (event: { data?: unknown }) => void): void;
  close(): void;
}

export interface Clock {
  later(action: () => void, ms: number): () => void;
}

/**
 * The one stream of live events that all pages share. It opens while somebody watches, and after a loss tries again by
 * itself, waiting twice as long each time, 15 s at most.
 */
export class LiveStream {
  readonly #open: () => Source;
  readonly #clock: Clock;
  readonly #onLost: () => void;
  readonly #watchers = new Set<() => void>();
  #state: LiveState = NOTHING_YET;
  #source: Source | null = null;
  #cancelRetry: () => void = () => {};
  #wait = FIRST_WAIT_MS;

  constructor(open: () => Source, clock: Clock, onLost: () => void) {
    this.#open = open;
    this.#clock = clock;
    this.#onLost = onLost;
  }

  get state(): LiveState {
    return this.#state;
  }

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  start(): void {
    if (this.#source === null) this.#connect();
  }

  stop(): void {
    this.#cancelRetry();
    this.#source?.close();
    this.#source = null;
    this.#become(NOTHING_YET);
  }

  dismiss(notice: number): void {
    this.#become(withoutNotice(this.#state, notice));
  }

  #connect(): void {
    const source = this.#open();
    this.#source = source;
    const mine = (action: () => void) => {
      if (this.#source === source) action();
    };
    source.addEventListener('open', () =>
      mine(() => {
        this.#wait = FIRST_WAIT_MS;
        this.#become(connectedAs(this.#state, 'open'));
      }),
    );
    source.addEventListener('error', () => mine(() => this.#lost(source)));
    for (const name of NAMES) {
      source.addEventListener(name, ({ data }) => mine(() => this.#hear(name, data)));
    }
  }

  #hear(name: LiveEvent['name'], data: unknown): void {
    if (typeof data !== 'string') return;
    this.#become(after(this.#state, { name, data: JSON.parse(data) } as LiveEvent));
  }

  #lost(source: Source): void {
    source.close();
    this.#become(connectedAs(this.#state, 'lost'));
    this.#onLost();
    this.#cancelRetry = this.#clock.later(() => {
      if (this.#source === source) this.#connect();
    }, this.#wait);
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
  }

  #become(state: LiveState): void {
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }
}

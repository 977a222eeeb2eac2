/**
 * The server's HTTP interface as types. Times are milliseconds since 1970, UTC, of event time unless the name says
 * otherwise. Rates and returns are fractions, names with `Steps` are in steps. A Decimal is exact, as the server wrote it.
 */

export type Decimal = string;
export type Direction = 'long' | 'short';
export type Level = 'base' | 'main' | 'real' | 'exchange';
export type SetStatus = 'evaluating' | 'active' | 'paused' | 'failed';
export type MoneyMode = 'paper' | 'simulated' | 'live';
export type EngineState = 'stopped' | 'starting' | 'running' | 'paused' | 'stopping' | 'error';
export type Health = 'healthy' | 'degraded' | 'unhealthy';
export type EngineCommand = 'start' | 'stop' | 'pause' | 'resume' | 'restart';
export type Role = 'viewer' | 'trader' | 'admin';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface Me {
  authenticated: boolean;
  username: string | null;
  role: Role | null;
  setupRequired: boolean;
  setupViewer: boolean;
}

export interface FeedStatus {
  kind: 'replay' | 'simulated' | 'live';
  label: string;
  /** Times real time; null is as fast as possible. */
  speed: number | null;
  startTime: number;
  time: number;
  endTime: number;
  eventsDone: number;
  eventsTotal: number;
  ended: boolean;
}

export interface StageStatus {
  name: string;
  health: Health;
  runs: number;
  successRate: number;
  meanMicros: number;
  expectedMicros: number;
}

export interface EngineStatus {
  connectionId: string;
  connectionName: string;
  exchange: string;
  symbols: string[];
  state: EngineState;
  cause: string;
  /** Wall clock. */
  since: number;
  health: Health;
  stages: StageStatus[];
  /** What keeps it from working, or lately did. */
  trouble: Trouble | null;
}

export interface Trouble {
  sentence: string;
  /** How often an engine that broke was restored since it was last started, and how often that is done by itself. */
  tries: number;
  mostTries: number;
  /** Wall clock. */
  nextTryAt: number | null;
}

export interface PseudoCounts {
  opened: number;
  closed: number;
  open: number;
  entriesOpen: number;
}

export interface TradingStatus {
  state: string;
  ready: boolean;
  moneyMode: MoneyMode;
  feed: FeedStatus;
  engines: EngineStatus[];
  ticks: number;
  ticksPerSecond: number;
  pseudo: PseudoCounts;
  setsAlive: number;
  setsPossible: number;
  emergencyStopped: boolean;
}

export interface Funnel {
  base: number;
  evaluating: number;
  active: number;
  paused: number;
  failed: number;
  /** Sets at this level or beyond. */
  main: number;
  real: number;
  exchange: number;
  history: FunnelPoint[];
}

export interface FunnelPoint {
  time: number;
  main: number;
  real: number;
  exchange: number;
}

export interface SignalKey {
  indication: string;
  type: string;
  direction: Direction;
  sets: number;
  main: number;
  real: number;
  exchange: number;
  signals: number;
  lastFired: number | null;
}

export interface SetRow {
  id: string;
  name: string;
  symbol: string;
  indication: string;
  direction: Direction;
  /** In steps. */
  tp: number;
  /** Times the take-profit distance. */
  sl: number;
  /** Percent of the price. */
  trailStart: number | null;
  trailStop: number | null;
  level: Level;
  status: SetStatus;
  closed: number;
  open: number;
  wins: number;
  losses: number;
  winRate: number | null;
  profitFactor: number | null;
  avgSteps: number | null;
  sumReturn: number;
  maxDrawdown: number;
  breakEven: number | null;
  lastExit: number | null;
}

export interface Figure {
  name: string;
  value: number | null;
  relation: string;
  threshold: number | null;
  holds: boolean;
}

export interface Gate {
  gate: Level;
  holds: boolean;
  figures: Figure[];
}

export interface Measures {
  expectancy: number | null;
  sharpe: number | null;
  sortino: number | null;
  calmar: number | null;
  holdTimeMs: number | null;
  positionsPerDay: number | null;
  best: number | null;
  worst: number | null;
  compoundReturn: number | null;
  currentDrawdown: number | null;
}

export interface SetDetail extends SetRow {
  /** Null until the set has come to life in the running engine. */
  measures: Measures | null;
  gates: Gate[];
}

export interface SetPosition {
  entryTime: number;
  entry: number;
  exitTime: number | null;
  exit: number | null;
  reason: string | null;
  net: number | null;
  netSteps: number | null;
}

/** A decision about a set. The live one says what changed; a stored one also why. */
export interface Verdict {
  id?: string;
  time: number;
  setId: string | null;
  setName: string | null;
  gate: string;
  /** Status or level before and after; a refused order has none. */
  from: string | null;
  to: string | null;
  outcome?: 'up' | 'down' | 'refused';
  /** A word that does not change, such as LEG_TAKEN. */
  reason?: string;
  /** One sentence. */
  message?: string;
  figures?: Figure[];
}

export type Measure = 'avgSteps' | 'winRate' | 'profitFactor' | 'closed' | 'maxDrawdown';

export interface HeatCell {
  tp: number;
  sl: number;
  setId: string | null;
  value: number | null;
  closed: number;
  level: Level | null;
  status: SetStatus | null;
}

export interface HeatMap {
  tps: number[];
  sls: number[];
  trailings: string[];
  cells: HeatCell[];
}

export interface ExchangePosition {
  id: string;
  setId: string | null;
  setName: string | null;
  connectionId: string;
  symbol: string;
  direction: Direction;
  status: 'opening' | 'open' | 'closing' | 'closed' | 'liquidated';
  quantity: Decimal;
  entryTime: number;
  entry: Decimal | null;
  exitTime: number | null;
  exit: Decimal | null;
  stop: Decimal | null;
  takeProfit: Decimal | null;
  realisedPnl: Decimal | null;
  fees: Decimal | null;
  closeReason: string | null;
}

export interface Equity {
  start: Decimal;
  points: [number, Decimal][];
}

export interface MarketSymbol {
  exchange: string;
  symbol: string;
  lastPrice: number;
  lastTime: number;
}

export type Timeframe = '1m' | '5m' | '15m' | '1h' | '4h';

/** Open time, open, high, low, close, volume. */
export type CandleRow = [number, number, number, number, number, number];

export interface Indication {
  time: number;
  indication: string;
  direction: Direction;
  strength: number;
  price: number;
}

export interface PseudoSample {
  setName: string;
  direction: Direction;
  entry: number;
  exit: number | null;
  reason: string | null;
  net: number | null;
}

/** Server-sent events: name → data. */
export interface LiveEvents {
  status: TradingStatus;
  funnel: Funnel;
  price: { symbol: string; time: number; price: number };
  candle: { symbol: string; timeframe: '1m'; candle: CandleRow };
  pseudo: { time: number; opened: number; closed: number; open: number; recent: PseudoSample[] };
  indication: Indication & { symbol?: string };
  verdict: Verdict;
  /** That an exchange position was made or changed; the list of positions has it. */
  position: { status: string };
  equity: { connectionId?: string; time: number; equity: Decimal };
  notice: { level: 'info' | 'warn' | 'error'; message: string };
}

export type LiveEvent = { [K in keyof LiveEvents]: { name: K; data: LiveEvents[K] } }[keyof LiveEvents];

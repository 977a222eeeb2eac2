import type { Client, Query } from './client';
import type {
  CandleRow,
  Direction,
  EngineCommand,
  Equity,
  ExchangePosition,
  Funnel,
  HeatMap,
  Indication,
  MarketSymbol,
  Me,
  Measure,
  Page,
  SetDetail,
  SetPosition,
  SetRow,
  SignalKey,
  Timeframe,
  TradingStatus,
  Verdict,
} from './contract';
import type {
  AuditReport,
  Backup,
  Backups,
  DatabaseOverview,
  DatabaseQueries,
  DatabaseStatus,
  DatabaseTables,
  Diagnostics,
} from './databaseContract';
import type { OpenApi } from '../pages/reference/openapi';

type Signal = AbortSignal | null;

/** Every request the pages make, by name. */
export class Server {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  me = (signal: Signal = null) => this.#client.get<Me>('/api/auth/me', {}, signal);
  login = (username: string, password: string) => this.#client.post<Me>('/api/auth/login', { username, password });
  logout = () => this.#client.post<unknown>('/api/auth/logout');
  setUp = (token: string, username: string, password: string) =>
    this.#client.post<unknown>('/api/auth/setup', { ...(token === '' ? {} : { token }), username, password });

  status = (signal: Signal = null) => this.#client.get<TradingStatus>('/api/trade-engine/status', {}, signal);
  command = (command: EngineCommand, connectionId: string | null) =>
    this.#client.post<unknown>(
      connectionId === null
        ? `/api/trade-engine/${command}`
        : `/api/trade-engine/${encodeURIComponent(connectionId)}/${command}`,
    );
  emergencyStop = (closePositions: boolean) =>
    this.#client.post<unknown>('/api/trade-engine/emergency-stop', { closePositions });

  funnel = (signal: Signal = null) => this.#client.get<Funnel>('/api/sets/funnel', {}, signal);
  keys = (signal: Signal = null) => this.#client.get<SignalKey[]>('/api/sets/keys', {}, signal);
  sets = (query: Query, signal: Signal = null) => this.#client.get<Page<SetRow>>('/api/sets', query, signal);
  heatMap = (
    query: { indication: string; direction: Direction; trailing: string; measure: Measure },
    signal: Signal = null,
  ) => this.#client.get<HeatMap>('/api/sets/heat-map', query, signal);
  set = (id: string, signal: Signal = null) => this.#client.get<SetDetail>(setPath(id), {}, signal);
  setPositions = (id: string, signal: Signal = null) =>
    this.#client.get<SetPosition[]>(`${setPath(id)}/positions`, {}, signal);
  setVerdicts = (id: string, cursor: string | null, signal: Signal = null) =>
    this.#client.get<Page<Verdict>>(`${setPath(id)}/verdicts`, { limit: 20, cursor }, signal);

  exchangePositions = (status: 'open' | 'closed', limit: number, signal: Signal = null) =>
    this.#client.get<Page<ExchangePosition>>('/api/positions', { level: 'exchange', status, limit }, signal);
  verdicts = (kind: 'promotion' | 'execution', limit: number, signal: Signal = null) =>
    this.#client.get<Page<Verdict>>('/api/verdicts', { kind, limit }, signal);
  equity = (connectionId: string, signal: Signal = null) =>
    this.#client.get<Equity>('/api/equity', { connectionId, limit: 500 }, signal);

  symbols = (signal: Signal = null) => this.#client.get<MarketSymbol[]>('/api/market/symbols', {}, signal);
  candles = (
    query: { symbol: string; timeframe: Timeframe; limit: number; to?: number | null },
    signal: Signal = null,
  ) => this.#client.get<CandleRow[]>('/api/market/candles', query, signal);
  database = (signal: Signal = null) => this.#client.get<DatabaseOverview>('/api/database/type', {}, signal);
  databaseStatus = (signal: Signal = null) =>
    this.#client.get<DatabaseStatus>('/api/install/database/status', {}, signal);
  diagnostics = (signal: Signal = null) => this.#client.get<Diagnostics>('/api/install/diagnostics', {}, signal);
  databaseTables = (signal: Signal = null) => this.#client.get<DatabaseTables>('/api/database/tables', {}, signal);
  databaseQueries = (signal: Signal = null) => this.#client.get<DatabaseQueries>('/api/database/queries', {}, signal);

  document = (signal: Signal = null) => this.#client.document<OpenApi>('/v3/api-docs', signal);

  databaseAudit = (signal: Signal = null) => this.#client.get<AuditReport>('/api/database/audit', {}, signal);
  backups = (signal: Signal = null) => this.#client.get<Backups>('/api/install/backup', {}, signal);
  backUp = () => this.#client.post<Backup>('/api/install/backup/create');
  reorganize = () => this.#client.post<unknown>('/api/database/reorganize');

  indications = (query: { symbol: string; from?: number; limit: number }, signal: Signal = null) =>
    this.#client.get<Page<Indication>>('/api/indications', query, signal);
}

function setPath(id: string): string {
  return `/api/sets/${encodeURIComponent(id)}`;
}

/** The server's HTTP interface about its database, as types; as in contract.ts, but times are of the wall clock. */

/** A connection that was kept too long. */
export interface Leak {
  place: string;
  thread: string;
  heldMs: number;
  isReturned: boolean;
}

export interface PoolFigures {
  most: number;
  open: number;
  active: number;
  idle: number;
  waiting: number;
  /** Since the program began. */
  timeouts: number;
  leaks: number;
  latestLeaks: Leak[];
}

/** How the schema differs from what the program expects. */
export interface Drift {
  fingerprint: string;
  expected: string;
  missing: string[];
  extra: string[];
  /** Does no harm. */
  besides: string[];
}

export interface Diagnostics {
  error: string | null;
  drift: Drift | null;
  driftError: string | null;
}

export interface WriterStatus {
  state: 'keeping_up' | 'behind' | 'failing' | 'refusing';
  /** What is wrong, empty if nothing is. */
  sentence: string;
  waiting: number;
  written: number;
  coalesced: number;
  retries: number;
  refused: number;
}

export interface ReplicaStatus {
  place: string;
  state: 'fit' | 'lagging' | 'down' | 'foreign';
  lagMs: number | null;
  reads: number;
  sentence: string;
}

export interface DatabaseOverview {
  type: 'sqlite' | 'postgresql';
  place: string;
  reason: string;
  engine: string;
  bytes: number;
  schemaVersion: number;
  pool: PoolFigures;
  writer: WriterStatus;
  replicas: ReplicaStatus[];
}

export interface TableSize {
  name: string;
  rows: number;
  isEstimate: boolean;
  bytes: number;
}

export interface DatabaseTables {
  /** Wall clock. */
  readAt: number;
  tables: TableSize[];
}

/** Durations in microseconds. */
export interface QueryFigures {
  digest: string;
  statement: string;
  runs: number;
  failures: number;
  rows: number;
  totalUs: number;
  p50Us: number;
  p99Us: number;
  maxUs: number;
  plan: string | null;
}

export interface DatabaseQueries {
  slowMs: number;
  queries: QueryFigures[];
}

export interface Migration {
  number: number;
  description: string;
  checksum: number;
  /** Wall clock; null if it was not applied. */
  appliedAt: number | null;
}

export interface DatabaseStatus {
  state: 'starting' | 'ready' | 'error';
  ready: boolean;
  migrations?: Migration[];
}

export interface Backup {
  id: string;
  kind: 'manual' | 'scheduled' | 'before_change';
  file: string;
  status: 'written' | 'proven' | 'failed';
  error: string | null;
  bytes: number;
  rows: number;
  /** Wall clock. */
  beganAt: number;
  writtenMs: number;
  restoredMs: number | null;
  removedAt: number | null;
}

export interface Backups {
  /** What is being done now. */
  running: unknown;
  /** Of the last proven one: what a loss would cost, and how long the restore would take. */
  recovery: { id: string; recoveryPointMs: number; recoveryTimeMs: number } | null;
  items: Backup[];
}

export type AuditVerdict = 'TRUE' | 'FALSE' | 'NOT_APPLICABLE';

export interface AuditLine {
  claim: string;
  finding: { verdict: AuditVerdict; measured: string };
  test: string;
}

export interface AuditSection {
  number: number;
  title: string;
  lines: AuditLine[];
}

export interface AuditReport {
  database: string;
  /** Wall clock. */
  madeAt: number;
  tookMs: number;
  sections: AuditSection[];
}

-- What the database's own upkeep leaves behind: scheduled jobs, backups, clean-ups, measured queries.

-- Kept by the library that runs the jobs; its times are the database's own type where it has one.
CREATE TABLE scheduled_tasks (
  task_name            TEXT NOT NULL,
  task_instance        TEXT NOT NULL,
  task_data            ${bytes},
  execution_time       ${timestamp} NOT NULL,
  picked               ${boolean} NOT NULL,
  picked_by            TEXT,
  last_success         ${timestamp},
  last_failure         ${timestamp},
  consecutive_failures INTEGER,
  last_heartbeat       ${timestamp},
  version              ${bigint} NOT NULL,
  priority             INTEGER,
  PRIMARY KEY (task_name, task_instance)
)${strict};
CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);

CREATE TABLE backups (
  id             TEXT NOT NULL PRIMARY KEY,
  kind           TEXT NOT NULL CHECK (kind IN ('manual', 'scheduled', 'before_change')),
  file           TEXT NOT NULL,
  database_type  TEXT NOT NULL CHECK (database_type IN ('sqlite', 'postgresql')),
  schema_version INTEGER NOT NULL,
  -- written: not yet restored. Only a proven one counts.
  status         TEXT NOT NULL CHECK (status IN ('written', 'proven', 'failed')),
  error          TEXT,
  bytes          ${bigint} NOT NULL,
  total_rows     ${bigint} NOT NULL,
  sha256         TEXT NOT NULL,
  began_at       ${bigint} NOT NULL,
  written_ms     ${bigint} NOT NULL,
  proven_at      ${bigint},
  restored_ms    ${bigint},
  removed_at     ${bigint},
  CHECK ((status = 'proven') = (proven_at IS NOT NULL)),
  CHECK ((status = 'failed') = (error IS NOT NULL))
)${strict};
CREATE INDEX backups_by_time ON backups (began_at, id);
CREATE INDEX backups_by_status ON backups (status, began_at, id);

-- One row per table and run.
CREATE TABLE cleanup_log (
  id                 TEXT NOT NULL PRIMARY KEY,
  run_id             TEXT NOT NULL,
  kind               TEXT NOT NULL CHECK (kind IN ('manual', 'scheduled')),
  table_name         TEXT NOT NULL,
  older_than         ${bigint} NOT NULL,
  archived_rows      ${bigint} NOT NULL CHECK (archived_rows >= 0),
  deleted_rows       ${bigint} NOT NULL CHECK (deleted_rows >= 0),
  dropped_partitions INTEGER NOT NULL CHECK (dropped_partitions >= 0),
  -- Of the archived rows, equal at the source and in the archive; empty if nothing was archived.
  checksum           TEXT NOT NULL,
  freed_bytes        ${bigint} NOT NULL,
  status             TEXT NOT NULL CHECK (status IN ('done', 'failed')),
  error              TEXT,
  began_at           ${bigint} NOT NULL,
  duration_ms        ${bigint} NOT NULL,
  CHECK ((status = 'failed') = (error IS NOT NULL))
)${strict};
CREATE INDEX cleanup_log_by_time ON cleanup_log (began_at, id);
CREATE INDEX cleanup_log_by_run ON cleanup_log (run_id, table_name);

-- One row per statement and span of time; durations in microseconds.
CREATE TABLE query_log (
  id          TEXT NOT NULL PRIMARY KEY,
  -- Of the statement's text with parameters as question marks.
  digest      TEXT NOT NULL,
  statement   TEXT NOT NULL,
  from_time   ${bigint} NOT NULL,
  to_time     ${bigint} NOT NULL,
  runs        ${bigint} NOT NULL CHECK (runs > 0),
  failures    ${bigint} NOT NULL CHECK (failures >= 0),
  total_rows  ${bigint} NOT NULL CHECK (total_rows >= 0),
  total_us    ${bigint} NOT NULL,
  p50_us      ${bigint} NOT NULL,
  p99_us      ${bigint} NOT NULL,
  max_us      ${bigint} NOT NULL,
  -- Of a run that took too long, if there was one.
  plan        TEXT
)${strict};
CREATE INDEX query_log_by_duration ON query_log (max_us, id);
CREATE INDEX query_log_by_digest ON query_log (digest, from_time);
CREATE INDEX query_log_by_time ON query_log (to_time, id);

-- Copies that a reorganisation makes; they stay until the next one.
CREATE TABLE pseudo_positions_backup (
  id            TEXT NOT NULL PRIMARY KEY,
  connection_id TEXT NOT NULL,
  set_id        TEXT NOT NULL,
  symbol        TEXT NOT NULL,
  direction     TEXT NOT NULL,
  "level"       TEXT NOT NULL,
  entry_price   ${double} NOT NULL,
  current_price ${double} NOT NULL,
  stop_price    ${double} NOT NULL,
  peak_price    ${double} NOT NULL,
  result_steps  ${double},
  is_historic   ${boolean} NOT NULL,
  status        TEXT NOT NULL,
  close_reason  TEXT,
  opened_at     ${bigint} NOT NULL,
  closed_at     ${bigint},
  backed_up_at  ${bigint} NOT NULL
)${strict};

CREATE TABLE real_positions_backup (
  id                 TEXT NOT NULL PRIMARY KEY,
  connection_id      TEXT NOT NULL,
  pseudo_position_id TEXT NOT NULL,
  set_id             TEXT NOT NULL,
  symbol             TEXT NOT NULL,
  direction          TEXT NOT NULL,
  entry_price        ${double} NOT NULL,
  exit_price         ${double},
  result_steps       ${double},
  figures            ${json} NOT NULL,
  status             TEXT NOT NULL,
  validated_at       ${bigint} NOT NULL,
  closed_at          ${bigint},
  backed_up_at       ${bigint} NOT NULL
)${strict};

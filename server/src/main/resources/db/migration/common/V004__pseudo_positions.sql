-- The virtual side: sets, and the positions of those that reached Main or more.

-- Longer lists of words are written with OR here: for IN, SQLite would build a small index anew for each row it writes.

-- One row per set. Take profit is in steps, stop loss relative to it, trailing in percent of price.
CREATE TABLE base_pseudo_positions (
  id                    TEXT NOT NULL PRIMARY KEY,
  connection_id         TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE CASCADE,
  exchange              TEXT NOT NULL,
  symbol                TEXT NOT NULL,
  timeframe             TEXT NOT NULL,
  indication_type       TEXT NOT NULL,
  indication_parameters TEXT NOT NULL,
  direction             TEXT NOT NULL CHECK (direction IN ('LONG', 'SHORT')),
  take_profit           ${money} NOT NULL,
  stop_loss             ${money} NOT NULL,
  trailing_start        ${money} NOT NULL,
  -- 0: no trailing stop.
  trailing_stop         ${money} NOT NULL,
  -- 0: no timeout.
  timeout_ms            ${bigint} NOT NULL,
  step_percent          ${money} NOT NULL,
  step_relation         ${money} NOT NULL,
  entry_delay           INTEGER NOT NULL CHECK (entry_delay IN (0, 1)),
  cost_model            TEXT NOT NULL,
  -- Empty: the main grid.
  preset_set            TEXT NOT NULL,
  phase                 INTEGER NOT NULL CHECK (phase BETWEEN 1 AND 3),
  status                TEXT NOT NULL
                        CHECK (status = 'evaluating' OR status = 'active' OR status = 'paused' OR status = 'failed'),
  "level"               TEXT NOT NULL
                        CHECK ("level" = 'base' OR "level" = 'main' OR "level" = 'real' OR "level" = 'exchange'),
  opened                ${bigint} NOT NULL,
  closed                ${bigint} NOT NULL,
  open_now              INTEGER NOT NULL,
  wins                  ${bigint} NOT NULL,
  losses                ${bigint} NOT NULL,
  sum_net               ${double} NOT NULL,
  sum_gains             ${double} NOT NULL,
  sum_losses            ${double} NOT NULL,
  win_rate              ${double},
  break_even_rate       ${double},
  profit_factor         ${double},
  average_3             ${double},
  average_8             ${double},
  average_15            ${double},
  average_20            ${double},
  average_25            ${double},
  average_30            ${double},
  drawdown_percent      ${double} NOT NULL,
  max_drawdown_percent  ${double} NOT NULL,
  drawdown_ms           ${bigint} NOT NULL,
  max_drawdown_ms       ${bigint} NOT NULL,
  -- Newest results in steps, oldest first, separated by commas. No JSON: parsing it would double the time of an update.
  history               TEXT NOT NULL,
  last_entry_at         ${bigint},
  last_exit_at          ${bigint},
  created_at            ${bigint} NOT NULL,
  updated_at            ${bigint} NOT NULL,
  archived_at           ${bigint},
  UNIQUE (connection_id, symbol, indication_type, indication_parameters, direction, take_profit, stop_loss,
    trailing_start, trailing_stop, timeframe, exchange, timeout_ms, step_percent, step_relation, entry_delay,
    cost_model, preset_set)
)${strict};
CREATE INDEX base_pseudo_positions_by_time ON base_pseudo_positions (connection_id, id) WHERE archived_at IS NULL;
CREATE INDEX base_pseudo_positions_by_status ON base_pseudo_positions (connection_id, status, level, id)
  WHERE archived_at IS NULL;
CREATE INDEX base_pseudo_positions_by_level ON base_pseudo_positions (connection_id, level, id)
  WHERE archived_at IS NULL;

CREATE TABLE pseudo_positions (
  id            TEXT NOT NULL PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE CASCADE,
  set_id        TEXT NOT NULL REFERENCES base_pseudo_positions (id) ON DELETE CASCADE,
  symbol        TEXT NOT NULL,
  direction     TEXT NOT NULL CHECK (direction IN ('LONG', 'SHORT')),
  "level"       TEXT NOT NULL CHECK ("level" = 'main' OR "level" = 'real' OR "level" = 'exchange'),
  entry_price   ${double} NOT NULL,
  current_price ${double} NOT NULL,
  stop_price    ${double} NOT NULL,
  peak_price    ${double} NOT NULL,
  result_steps  ${double},
  is_historic   ${boolean} NOT NULL,
  status        TEXT NOT NULL CHECK (status IN ('open', 'closed')),
  close_reason  TEXT
                CHECK (close_reason = 'stop_loss' OR close_reason = 'take_profit'
                       OR close_reason = 'trailing_stop' OR close_reason = 'timeout'),
  opened_at     ${bigint} NOT NULL,
  closed_at     ${bigint},
  CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((status = 'closed') = (close_reason IS NOT NULL)),
  CHECK ((status = 'closed') = (result_steps IS NOT NULL))
)${strict};
CREATE INDEX pseudo_positions_by_connection ON pseudo_positions (connection_id, status, opened_at, id);
CREATE INDEX pseudo_positions_by_symbol ON pseudo_positions (connection_id, symbol, opened_at, id);
CREATE INDEX pseudo_positions_by_set ON pseudo_positions (set_id, closed_at, id);
CREATE INDEX pseudo_positions_by_closing ON pseudo_positions (closed_at);

CREATE TABLE real_pseudo_positions (
  id                 TEXT NOT NULL PRIMARY KEY,
  connection_id      TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE CASCADE,
  pseudo_position_id TEXT NOT NULL UNIQUE REFERENCES pseudo_positions (id) ON DELETE CASCADE,
  set_id             TEXT NOT NULL REFERENCES base_pseudo_positions (id) ON DELETE CASCADE,
  symbol             TEXT NOT NULL,
  direction          TEXT NOT NULL CHECK (direction IN ('LONG', 'SHORT')),
  entry_price        ${double} NOT NULL,
  exit_price         ${double},
  result_steps       ${double},
  -- The figures the validation rested on.
  figures            ${json} NOT NULL CHECK (${json_type}(figures) = 'object'),
  status             TEXT NOT NULL
                     CHECK (status = 'validated' OR status = 'mirrored' OR status = 'closed' OR status = 'withdrawn'),
  validated_at       ${bigint} NOT NULL,
  closed_at          ${bigint}
)${strict};
CREATE INDEX real_pseudo_positions_by_status ON real_pseudo_positions (connection_id, status, validated_at, id);
CREATE INDEX real_pseudo_positions_by_time ON real_pseudo_positions (connection_id, validated_at, id);
CREATE INDEX real_pseudo_positions_by_set ON real_pseudo_positions (set_id, validated_at, id);

CREATE TABLE real_pseudo_position_logs (
  id                      TEXT NOT NULL PRIMARY KEY,
  real_pseudo_position_id TEXT NOT NULL REFERENCES real_pseudo_positions (id) ON DELETE CASCADE,
  status                  TEXT NOT NULL
                          CHECK (status = 'validated' OR status = 'mirrored' OR status = 'closed'
                                 OR status = 'withdrawn'),
  message                 TEXT NOT NULL,
  figures                 ${json} NOT NULL CHECK (${json_type}(figures) = 'object'),
  logged_at               ${bigint} NOT NULL
)${strict};
CREATE INDEX real_pseudo_position_logs_by_position
  ON real_pseudo_position_logs (real_pseudo_position_id, logged_at, id);

-- How much a connection trades, and the presets: types, their configuration sets, and what came of them.

CREATE TABLE volume_configuration (
  connection_id         TEXT NOT NULL PRIMARY KEY REFERENCES exchange_connections (id) ON DELETE CASCADE,
  position_cost_percent ${money} NOT NULL,
  live_factor           ${money} NOT NULL,
  preset_factor         ${money} NOT NULL,
  leverage              INTEGER NOT NULL CHECK (leverage >= 1),
  max_raise             ${money} NOT NULL,
  enforce_minimum       ${boolean} NOT NULL,
  updated_at            ${bigint} NOT NULL
)${strict};

CREATE TABLE preset_types (
  id                        TEXT NOT NULL PRIMARY KEY,
  user_id                   TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name                      TEXT NOT NULL,
  description               TEXT NOT NULL,
  is_automatic              ${boolean} NOT NULL,
  is_predefined             ${boolean} NOT NULL,
  positions_per_indication  INTEGER NOT NULL CHECK (positions_per_indication >= 1),
  positions_per_direction   INTEGER NOT NULL CHECK (positions_per_direction >= 1),
  positions_per_range       INTEGER NOT NULL CHECK (positions_per_range >= 1),
  -- 0: no timeout.
  timeout_ms                ${bigint} NOT NULL CHECK (timeout_ms >= 0),
  has_block                 ${boolean} NOT NULL,
  has_dca                   ${boolean} NOT NULL,
  has_trailing              ${boolean} NOT NULL,
  evaluation_interval_ms    ${bigint} NOT NULL CHECK (evaluation_interval_ms > 0),
  created_at                ${bigint} NOT NULL,
  updated_at                ${bigint} NOT NULL,
  archived_at               ${bigint},
  UNIQUE (user_id, name)
)${strict};

CREATE TABLE preset_configuration_sets (
  id                     TEXT NOT NULL PRIMARY KEY,
  user_id                TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name                   TEXT NOT NULL,
  symbol_source          TEXT NOT NULL CHECK (symbol_source IN ('main', 'forced', 'manual', 'exchange')),
  symbol_order           TEXT NOT NULL CHECK (symbol_order IN ('market_cap', 'volume', 'volatility', 'change')),
  symbol_limit           INTEGER NOT NULL CHECK (symbol_limit >= 1),
  symbols                ${json} NOT NULL CHECK (${json_type}(symbols) = 'array'),
  indication_type        TEXT NOT NULL,
  -- Values or ranges, by parameter.
  parameters             ${json} NOT NULL CHECK (${json_type}(parameters) = 'object'),
  -- Take profits, stop losses and trailing stops, as on the command line.
  exits                  ${json} NOT NULL CHECK (${json_type}(exits) = 'object'),
  history_ms             ${bigint} NOT NULL CHECK (history_ms > 0),
  min_trades_per_48h     INTEGER NOT NULL CHECK (min_trades_per_48h >= 0),
  min_average_result     ${double} NOT NULL,
  max_drawdown_ms        ${bigint} NOT NULL CHECK (max_drawdown_ms >= 0),
  created_at             ${bigint} NOT NULL,
  updated_at             ${bigint} NOT NULL,
  archived_at            ${bigint},
  UNIQUE (user_id, name)
)${strict};

-- Which sets a type holds, in order.
CREATE TABLE preset_type_sets (
  preset_type_id       TEXT NOT NULL REFERENCES preset_types (id) ON DELETE CASCADE,
  configuration_set_id TEXT NOT NULL REFERENCES preset_configuration_sets (id) ON DELETE CASCADE,
  place                INTEGER NOT NULL,
  PRIMARY KEY (preset_type_id, configuration_set_id)
)${strict};
CREATE INDEX preset_type_sets_by_set ON preset_type_sets (configuration_set_id);

CREATE TABLE presets (
  id             TEXT NOT NULL PRIMARY KEY,
  user_id        TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  preset_type_id TEXT NOT NULL REFERENCES preset_types (id) ON DELETE CASCADE,
  name           TEXT NOT NULL,
  description    TEXT NOT NULL,
  -- Of several presets that want one symbol the one with the lower number gets it.
  priority       INTEGER NOT NULL,
  is_enabled     ${boolean} NOT NULL,
  created_at     ${bigint} NOT NULL,
  updated_at     ${bigint} NOT NULL,
  archived_at    ${bigint},
  UNIQUE (user_id, name)
)${strict};
CREATE INDEX presets_by_type ON presets (preset_type_id);
CREATE INDEX presets_by_priority ON presets (is_enabled, priority, id);

CREATE TABLE preset_configurations (
  id              TEXT NOT NULL PRIMARY KEY,
  preset_id       TEXT NOT NULL REFERENCES presets (id) ON DELETE CASCADE,
  symbol          TEXT NOT NULL,
  -- Of the configuration's canonical text.
  config_hash     TEXT NOT NULL,
  configuration   ${json} NOT NULL CHECK (${json_type}(configuration) = 'object'),
  is_enabled      ${boolean} NOT NULL,
  disabled_reason TEXT,
  created_at      ${bigint} NOT NULL,
  updated_at      ${bigint} NOT NULL,
  UNIQUE (preset_id, symbol, config_hash),
  CHECK (is_enabled OR disabled_reason IS NOT NULL)
)${strict};

CREATE TABLE preset_symbol_performance (
  id             TEXT NOT NULL PRIMARY KEY,
  connection_id  TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE CASCADE,
  preset_id      TEXT NOT NULL REFERENCES presets (id) ON DELETE CASCADE,
  symbol         TEXT NOT NULL,
  trades         ${bigint} NOT NULL CHECK (trades >= 0),
  profit_factor  ${double},
  win_rate       ${double} CHECK (win_rate BETWEEN 0 AND 1),
  average_12     ${double},
  average_25     ${double},
  average_50     ${double},
  pnl_4h         ${money} NOT NULL,
  pnl_12h        ${money} NOT NULL,
  pnl_24h        ${money} NOT NULL,
  pnl_48h        ${money} NOT NULL,
  drawdown_ms    ${bigint} NOT NULL CHECK (drawdown_ms >= 0),
  updated_at     ${bigint} NOT NULL,
  UNIQUE (connection_id, preset_id, symbol)
)${strict};
CREATE INDEX preset_symbol_performance_by_preset ON preset_symbol_performance (preset_id, symbol);

CREATE TABLE preset_balance_history (
  id        TEXT NOT NULL PRIMARY KEY,
  preset_id TEXT NOT NULL REFERENCES presets (id) ON DELETE CASCADE,
  symbol    TEXT NOT NULL,
  timestamp ${bigint} NOT NULL,
  balance   ${money} NOT NULL,
  UNIQUE (preset_id, symbol, timestamp)
)${strict};
CREATE INDEX preset_balance_history_by_time ON preset_balance_history (preset_id, timestamp);

CREATE TABLE preset_trade_engine_state (
  connection_id TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE CASCADE,
  preset_id     TEXT NOT NULL REFERENCES presets (id) ON DELETE CASCADE,
  status        TEXT NOT NULL
                CHECK (status IN ('stopped', 'starting', 'running', 'paused', 'stopping', 'error')),
  cause         TEXT NOT NULL,
  error         TEXT,
  last_run_at   ${bigint},
  -- Per stage: runs, mean duration, health.
  stages        ${json} NOT NULL CHECK (${json_type}(stages) = 'object'),
  updated_at    ${bigint} NOT NULL,
  PRIMARY KEY (connection_id, preset_id)
)${strict};
CREATE INDEX preset_trade_engine_state_by_preset ON preset_trade_engine_state (preset_id);

CREATE TABLE preset_pseudo_positions (
  id                   TEXT NOT NULL PRIMARY KEY,
  connection_id        TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE CASCADE,
  preset_id            TEXT NOT NULL REFERENCES presets (id) ON DELETE CASCADE,
  configuration_set_id TEXT NOT NULL REFERENCES preset_configuration_sets (id) ON DELETE CASCADE,
  symbol               TEXT NOT NULL,
  direction            TEXT NOT NULL CHECK (direction IN ('LONG', 'SHORT')),
  entry_price          ${double} NOT NULL,
  current_price        ${double} NOT NULL,
  stop_price           ${double} NOT NULL,
  peak_price           ${double} NOT NULL,
  result_steps         ${double},
  status               TEXT NOT NULL CHECK (status IN ('open', 'closed')),
  close_reason         TEXT CHECK (close_reason IN ('stop_loss', 'take_profit', 'trailing_stop', 'timeout')),
  opened_at            ${bigint} NOT NULL,
  closed_at            ${bigint},
  CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((status = 'closed') = (close_reason IS NOT NULL)),
  CHECK ((status = 'closed') = (result_steps IS NOT NULL))
)${strict};
CREATE INDEX preset_pseudo_positions_by_connection ON preset_pseudo_positions (connection_id, status, opened_at, id);
CREATE INDEX preset_pseudo_positions_by_preset ON preset_pseudo_positions (preset_id, symbol, closed_at, id);
CREATE INDEX preset_pseudo_positions_by_set ON preset_pseudo_positions (configuration_set_id, closed_at);

CREATE TABLE preset_trades (
  id                        TEXT NOT NULL PRIMARY KEY,
  connection_id             TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE CASCADE,
  preset_id                 TEXT NOT NULL REFERENCES presets (id) ON DELETE CASCADE,
  preset_pseudo_position_id TEXT REFERENCES preset_pseudo_positions (id) ON DELETE CASCADE,
  symbol                    TEXT NOT NULL,
  direction                 TEXT NOT NULL CHECK (direction IN ('LONG', 'SHORT')),
  quantity                  ${money} NOT NULL,
  entry_price               ${money} NOT NULL,
  exit_price                ${money},
  realised_pnl              ${money} NOT NULL,
  fees                      ${money} NOT NULL,
  status                    TEXT NOT NULL CHECK (status IN ('open', 'closed')),
  opened_at                 ${bigint} NOT NULL,
  closed_at                 ${bigint},
  CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((status = 'closed') = (exit_price IS NOT NULL))
)${strict};
CREATE INDEX preset_trades_by_preset ON preset_trades (preset_id, symbol, opened_at, id);
CREATE INDEX preset_trades_by_connection ON preset_trades (connection_id, opened_at, id);
CREATE INDEX preset_trades_by_position ON preset_trades (preset_pseudo_position_id);

-- What a configuration set would have done on history, per symbol, parameters and exits.
CREATE TABLE preset_coordination_results (
  id                   TEXT NOT NULL PRIMARY KEY,
  preset_type_id       TEXT NOT NULL REFERENCES preset_types (id) ON DELETE CASCADE,
  configuration_set_id TEXT NOT NULL REFERENCES preset_configuration_sets (id) ON DELETE CASCADE,
  symbol               TEXT NOT NULL,
  indication_type      TEXT NOT NULL,
  parameters           ${json} NOT NULL CHECK (${json_type}(parameters) = 'object'),
  parameter_hash       TEXT NOT NULL,
  take_profit          ${money} NOT NULL,
  stop_loss            ${money} NOT NULL,
  trailing_start       ${money} NOT NULL,
  -- 0: no trailing stop.
  trailing_stop        ${money} NOT NULL,
  trades               ${bigint} NOT NULL CHECK (trades >= 0),
  average_result       ${double} NOT NULL,
  average_25           ${double} NOT NULL,
  average_50           ${double} NOT NULL,
  drawdown_ms          ${bigint} NOT NULL CHECK (drawdown_ms >= 0),
  is_valid             ${boolean} NOT NULL,
  -- From 1, the best first; 0: not valid.
  rank                 INTEGER NOT NULL CHECK (rank >= 0),
  reason               TEXT NOT NULL,
  evaluated_at         ${bigint} NOT NULL,
  UNIQUE (preset_type_id, configuration_set_id, symbol, indication_type, parameter_hash, take_profit, stop_loss,
    trailing_start, trailing_stop)
)${strict};
CREATE INDEX preset_coordination_results_by_rank ON preset_coordination_results (preset_type_id, is_valid, rank, id);
CREATE INDEX preset_coordination_results_by_set ON preset_coordination_results (configuration_set_id);

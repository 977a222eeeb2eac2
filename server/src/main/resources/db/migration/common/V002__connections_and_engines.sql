-- Exchange connections, the instruments of their exchanges, and one engine state per connection.

CREATE TABLE exchange_connections (
  id                       TEXT NOT NULL PRIMARY KEY,
  user_id                  TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name                     TEXT NOT NULL,
  exchange                 TEXT NOT NULL,
  api_type                 TEXT NOT NULL CHECK (api_type IN ('spot', 'perpetual')),
  connection_method        TEXT NOT NULL,
  -- Encrypted, or env:NAME; never plain.
  credentials              TEXT,
  key_fingerprint          TEXT,
  margin_type              TEXT NOT NULL CHECK (margin_type IN ('cross', 'isolated')),
  position_mode            TEXT NOT NULL CHECK (position_mode IN ('one_way', 'hedge')),
  is_testnet               ${boolean} NOT NULL,
  is_predefined            ${boolean} NOT NULL,
  is_shared                ${boolean} NOT NULL,
  is_enabled               ${boolean} NOT NULL,
  is_active                ${boolean} NOT NULL,
  is_live_trade            ${boolean} NOT NULL,
  is_preset_trade          ${boolean} NOT NULL,
  preset_type              TEXT,
  volume_factor            ${money} NOT NULL,
  connection_priority      INTEGER NOT NULL,
  method_priority          ${json} NOT NULL CHECK (${json_type}(method_priority) = 'array'),
  rate_limits              ${json} NOT NULL CHECK (${json_type}(rate_limits) = 'object'),
  api_capabilities         ${json} NOT NULL CHECK (${json_type}(api_capabilities) = 'object'),
  connection_settings      ${json} NOT NULL CHECK (${json_type}(connection_settings) = 'object'),
  symbol_arrangement       ${json} NOT NULL CHECK (${json_type}(symbol_arrangement) = 'object'),
  last_test_at             ${bigint},
  last_test_status         TEXT CHECK (last_test_status IN ('passed', 'failed')),
  last_test_balance        ${money},
  last_test_error          TEXT,
  last_test_log            ${json} NOT NULL CHECK (${json_type}(last_test_log) = 'array'),
  minimum_connect_interval ${bigint} NOT NULL,
  created_at               ${bigint} NOT NULL,
  updated_at               ${bigint} NOT NULL,
  archived_at              ${bigint},
  UNIQUE (user_id, name),
  CHECK (is_enabled OR NOT (is_active OR is_live_trade OR is_preset_trade))
)${strict};
CREATE INDEX exchange_connections_by_priority ON exchange_connections (is_enabled, connection_priority, id);

CREATE TABLE instruments (
  id            TEXT NOT NULL PRIMARY KEY,
  exchange      TEXT NOT NULL,
  symbol        TEXT NOT NULL,
  base_asset    TEXT NOT NULL,
  quote_asset   TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('spot', 'perpetual')),
  tick_size     ${money} NOT NULL,
  lot_size      ${money} NOT NULL,
  min_quantity  ${money} NOT NULL,
  min_notional  ${money} NOT NULL,
  max_leverage  INTEGER NOT NULL CHECK (max_leverage >= 1),
  updated_at    ${bigint} NOT NULL,
  UNIQUE (exchange, symbol)
)${strict};

CREATE TABLE trade_engine_state (
  connection_id    TEXT NOT NULL PRIMARY KEY REFERENCES exchange_connections (id) ON DELETE CASCADE,
  status           TEXT NOT NULL
                   CHECK (status IN ('stopped', 'starting', 'running', 'paused', 'stopping', 'error')),
  cause            TEXT NOT NULL,
  error            TEXT,
  prehistoric_from ${bigint},
  prehistoric_to   ${bigint},
  last_run_at      ${bigint},
  -- Per stage: runs, mean duration, health.
  stages           ${json} NOT NULL CHECK (${json_type}(stages) = 'object'),
  updated_at       ${bigint} NOT NULL
)${strict};

-- Who may run the engine of a connection.
CREATE TABLE engine_leases (
  connection_id TEXT NOT NULL PRIMARY KEY REFERENCES exchange_connections (id) ON DELETE CASCADE,
  holder        TEXT NOT NULL,
  -- Grows with each change of the holder; an intent with an older epoch is refused.
  epoch         ${bigint} NOT NULL CHECK (epoch >= 0),
  expires_at    ${bigint} NOT NULL
)${strict};

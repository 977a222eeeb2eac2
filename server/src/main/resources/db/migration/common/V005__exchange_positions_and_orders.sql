-- The money side. Orders, fills, intents, ledger and verdicts never cascade: what they refer to is archived instead.

CREATE TABLE active_exchange_positions (
  id                      TEXT NOT NULL PRIMARY KEY,
  connection_id           TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE CASCADE,
  real_pseudo_position_id TEXT REFERENCES real_pseudo_positions (id) ON DELETE CASCADE,
  set_id                  TEXT REFERENCES base_pseudo_positions (id) ON DELETE CASCADE,
  -- The entry order's own id, and the position's id at the exchange.
  order_id                TEXT NOT NULL UNIQUE,
  exchange_position_id    TEXT UNIQUE,
  symbol                  TEXT NOT NULL,
  direction               TEXT NOT NULL CHECK (direction IN ('LONG', 'SHORT')),
  quantity                ${money} NOT NULL,
  entry_price             ${money},
  current_price           ${money},
  exit_price              ${money},
  highest_price           ${money},
  lowest_price            ${money},
  leverage                INTEGER NOT NULL CHECK (leverage >= 1),
  take_profit_price       ${money},
  stop_price              ${money},
  protection              TEXT NOT NULL CHECK (protection IN ('none', 'placed', 'confirmed')),
  unrealised_pnl          ${money} NOT NULL,
  realised_pnl            ${money} NOT NULL,
  fees                    ${money} NOT NULL,
  funding                 ${money} NOT NULL,
  status                  TEXT NOT NULL CHECK (status IN ('opening', 'open', 'closing', 'closed', 'liquidated')),
  sync_status             TEXT NOT NULL CHECK (sync_status IN ('synced', 'pending', 'unexplained')),
  close_reason            TEXT,
  opened_at               ${bigint} NOT NULL,
  updated_at              ${bigint} NOT NULL,
  closed_at               ${bigint}
)${strict};
CREATE INDEX active_exchange_positions_by_status ON active_exchange_positions (connection_id, status, opened_at, id);
CREATE INDEX active_exchange_positions_by_symbol
  ON active_exchange_positions (connection_id, symbol, direction, opened_at, id);
CREATE INDEX active_exchange_positions_by_real ON active_exchange_positions (real_pseudo_position_id);
CREATE INDEX active_exchange_positions_by_set ON active_exchange_positions (set_id, opened_at);

-- Written, durable, before anything is sent; never changed afterwards.
CREATE TABLE order_intents (
  id              TEXT NOT NULL PRIMARY KEY,
  connection_id   TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE RESTRICT,
  client_order_id TEXT NOT NULL UNIQUE,
  set_id          TEXT,
  symbol          TEXT NOT NULL,
  direction       TEXT NOT NULL CHECK (direction IN ('LONG', 'SHORT')),
  side            TEXT NOT NULL CHECK (side IN ('BUY', 'SELL')),
  order_type      TEXT NOT NULL CHECK (order_type IN ('MARKET', 'LIMIT', 'STOP_MARKET', 'TAKE_PROFIT_MARKET')),
  quantity        ${money} NOT NULL,
  -- The whole request as it goes out.
  request         ${json} NOT NULL CHECK (${json_type}(request) = 'object'),
  epoch           ${bigint} NOT NULL,
  event_time      ${bigint} NOT NULL,
  written_at      ${bigint} NOT NULL
)${strict};
CREATE INDEX order_intents_by_connection ON order_intents (connection_id, event_time, id);

CREATE TABLE orders (
  id                TEXT NOT NULL PRIMARY KEY,
  connection_id     TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE RESTRICT,
  -- At most one order per intent; an order the venue made itself (an attached stop) has none.
  intent_id         TEXT UNIQUE REFERENCES order_intents (id) ON DELETE RESTRICT,
  position_id       TEXT REFERENCES active_exchange_positions (id) ON DELETE RESTRICT,
  client_order_id   TEXT NOT NULL,
  exchange_order_id TEXT,
  symbol            TEXT NOT NULL,
  direction         TEXT NOT NULL CHECK (direction IN ('LONG', 'SHORT')),
  side              TEXT NOT NULL CHECK (side IN ('BUY', 'SELL')),
  order_type        TEXT NOT NULL CHECK (order_type IN ('MARKET', 'LIMIT', 'STOP_MARKET', 'TAKE_PROFIT_MARKET')),
  quantity          ${money} NOT NULL,
  price             ${money},
  trigger_price     ${money},
  is_reduce_only    ${boolean} NOT NULL,
  filled_quantity   ${money} NOT NULL,
  average_price     ${money},
  state             TEXT NOT NULL CHECK (state IN ('NEW', 'SENT', 'ACCEPTED', 'PARTIAL', 'FILLED', 'CANCELLED',
                    'REJECTED', 'EXPIRED', 'UNKNOWN')),
  reason            TEXT,
  created_at        ${bigint} NOT NULL,
  updated_at        ${bigint} NOT NULL,
  UNIQUE (connection_id, client_order_id)
)${strict};
CREATE INDEX orders_by_state ON orders (connection_id, state, created_at, id);
CREATE INDEX orders_by_time ON orders (connection_id, created_at, id);
CREATE INDEX orders_by_position ON orders (position_id, created_at);
CREATE INDEX orders_by_exchange_order ON orders (connection_id, exchange_order_id);

CREATE TABLE fills (
  id               TEXT NOT NULL PRIMARY KEY,
  connection_id    TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE RESTRICT,
  order_id         TEXT NOT NULL REFERENCES orders (id) ON DELETE RESTRICT,
  exchange_fill_id TEXT NOT NULL,
  symbol           TEXT NOT NULL,
  side             TEXT NOT NULL CHECK (side IN ('BUY', 'SELL')),
  price            ${money} NOT NULL,
  quantity         ${money} NOT NULL,
  fee              ${money} NOT NULL,
  fee_asset        TEXT NOT NULL,
  is_maker         ${boolean} NOT NULL,
  filled_at        ${bigint} NOT NULL,
  recorded_at      ${bigint} NOT NULL,
  UNIQUE (connection_id, symbol, exchange_fill_id)
)${strict};
CREATE INDEX fills_by_order ON fills (order_id, filled_at, id);
CREATE INDEX fills_by_time ON fills (connection_id, filled_at, id);

CREATE TABLE ledger_entries (
  id            TEXT NOT NULL PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE RESTRICT,
  fill_id       TEXT REFERENCES fills (id) ON DELETE RESTRICT,
  position_id   TEXT REFERENCES active_exchange_positions (id) ON DELETE RESTRICT,
  asset         TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('opening', 'realised', 'fee', 'funding')),
  amount        ${money} NOT NULL,
  balance       ${money} NOT NULL,
  occurred_at   ${bigint} NOT NULL,
  -- Numbers the entries of a connection without gaps: the order in which the balance was reached.
  sequence      ${bigint} NOT NULL,
  UNIQUE (connection_id, sequence)
)${strict};
CREATE INDEX ledger_entries_by_time ON ledger_entries (connection_id, occurred_at, id);
CREATE INDEX ledger_entries_by_fill ON ledger_entries (fill_id);
CREATE INDEX ledger_entries_by_position ON ledger_entries (position_id);

-- set_id and position_id are plain references: a verdict outlives what it was about.
CREATE TABLE verdicts (
  id            TEXT NOT NULL PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE RESTRICT,
  set_id        TEXT,
  position_id   TEXT,
  symbol        TEXT NOT NULL,
  gate          TEXT NOT NULL CHECK (gate IN ('base', 'main', 'real', 'exchange', 'risk')),
  outcome       TEXT NOT NULL CHECK (outcome IN ('up', 'down', 'refused')),
  reason        TEXT NOT NULL,
  message       TEXT NOT NULL,
  figures       ${json} NOT NULL CHECK (${json_type}(figures) = 'object'),
  event_time    ${bigint} NOT NULL
)${strict};
CREATE INDEX verdicts_by_set ON verdicts (set_id, event_time, id);
CREATE INDEX verdicts_by_time ON verdicts (connection_id, event_time, id);
CREATE INDEX verdicts_by_reason ON verdicts (connection_id, reason, event_time, id);

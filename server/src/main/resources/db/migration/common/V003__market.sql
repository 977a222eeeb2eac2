-- Candles per exchange, and what indications remember between events.

CREATE TABLE market_data (
  exchange  TEXT NOT NULL,
  symbol    TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  open_time ${bigint} NOT NULL,
  open      ${double} NOT NULL,
  high      ${double} NOT NULL,
  low       ${double} NOT NULL,
  close     ${double} NOT NULL,
  volume    ${double} NOT NULL,
  -- open_time is part of the key, so the table can be partitioned by it.
  PRIMARY KEY (exchange, symbol, timeframe, open_time)
)${without_rowid};

CREATE TABLE indication_states (
  id              TEXT NOT NULL PRIMARY KEY,
  connection_id   TEXT NOT NULL REFERENCES exchange_connections (id) ON DELETE CASCADE,
  symbol          TEXT NOT NULL,
  indication_type TEXT NOT NULL,
  parameters      TEXT NOT NULL,
  direction       TEXT NOT NULL CHECK (direction IN ('LONG', 'SHORT')),
  strength        ${double} NOT NULL,
  fired_at        ${bigint} NOT NULL,
  expires_at      ${bigint} NOT NULL,
  UNIQUE (connection_id, symbol, indication_type, parameters, direction)
)${strict};
CREATE INDEX indication_states_by_expiry ON indication_states (expires_at);
CREATE INDEX indication_states_by_time ON indication_states (connection_id, fired_at);

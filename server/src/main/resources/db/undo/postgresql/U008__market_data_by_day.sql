-- All candles in one table again, the archived ones among them: without a partition the archive can hold none.

CREATE TABLE market_data_whole (
  exchange  TEXT NOT NULL,
  symbol    TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  open_time BIGINT NOT NULL,
  open      DOUBLE PRECISION NOT NULL,
  high      DOUBLE PRECISION NOT NULL,
  low       DOUBLE PRECISION NOT NULL,
  close     DOUBLE PRECISION NOT NULL,
  volume    DOUBLE PRECISION NOT NULL,
  CONSTRAINT market_data_whole_pkey PRIMARY KEY (exchange, symbol, timeframe, open_time)
);
INSERT INTO market_data_whole (exchange, symbol, timeframe, open_time, open, high, low, close, volume)
SELECT exchange, symbol, timeframe, open_time, open, high, low, close, volume FROM market_data;
INSERT INTO market_data_whole (exchange, symbol, timeframe, open_time, open, high, low, close, volume)
SELECT exchange, symbol, timeframe, open_time, open, high, low, close, volume FROM archived_market_data
ON CONFLICT DO NOTHING;
DROP TABLE market_data;
ALTER TABLE market_data_whole RENAME TO market_data;
ALTER TABLE market_data RENAME CONSTRAINT market_data_whole_pkey TO market_data_pkey;

DROP TABLE archived_market_data;
CREATE TABLE archived_market_data (
  exchange  TEXT NOT NULL,
  symbol    TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  open_time BIGINT NOT NULL,
  open      DOUBLE PRECISION NOT NULL,
  high      DOUBLE PRECISION NOT NULL,
  low       DOUBLE PRECISION NOT NULL,
  close     DOUBLE PRECISION NOT NULL,
  volume    DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (exchange, symbol, timeframe, open_time)
) PARTITION BY RANGE (open_time);

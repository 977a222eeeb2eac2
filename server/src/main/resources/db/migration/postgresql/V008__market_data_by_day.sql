-- Candles in partitions, one per UTC day, so that retention drops a day instead of deleting its rows. A day gets its
-- partition before its first candle; what has none lies in the partition "other".

CREATE TABLE archived_market_data_other PARTITION OF archived_market_data DEFAULT;

ALTER TABLE market_data RENAME TO market_data_whole;
ALTER TABLE market_data_whole RENAME CONSTRAINT market_data_pkey TO market_data_whole_pkey;

CREATE TABLE market_data (
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
CREATE TABLE market_data_other PARTITION OF market_data DEFAULT;

-- The newest 100 days that have candles get their own partition: retention takes older ones out soon, and each partition
-- costs this transaction some ten locks, of which a small server has few.
DO $$
DECLARE
  utc_day BIGINT;
BEGIN
  FOR utc_day IN
    SELECT DISTINCT open_time / 86400000 FROM market_data_whole WHERE open_time >= 0 ORDER BY 1 DESC LIMIT 100
  LOOP
    EXECUTE format(
      'CREATE TABLE %I PARTITION OF market_data FOR VALUES FROM (%s) TO (%s)',
      'market_data_' || to_char(to_timestamp(utc_day * 86400) AT TIME ZONE 'UTC', 'YYYYMMDD'),
      utc_day * 86400000,
      (utc_day + 1) * 86400000);
  END LOOP;
END $$;

INSERT INTO market_data (exchange, symbol, timeframe, open_time, open, high, low, close, volume)
SELECT exchange, symbol, timeframe, open_time, open, high, low, close, volume FROM market_data_whole;
DROP TABLE market_data_whole;

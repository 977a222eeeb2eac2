-- Candles that retention took out of market_data: the same columns, so that a candle goes over and back unchanged.

CREATE TABLE archived_market_data (
  exchange  TEXT NOT NULL,
  symbol    TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  open_time ${bigint} NOT NULL,
  open      ${double} NOT NULL,
  high      ${double} NOT NULL,
  low       ${double} NOT NULL,
  close     ${double} NOT NULL,
  volume    ${double} NOT NULL,
  PRIMARY KEY (exchange, symbol, timeframe, open_time)
)${partitioned_by_open_time};

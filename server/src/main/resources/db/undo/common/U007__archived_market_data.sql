-- Archived candles go back where retention took them from.

INSERT INTO market_data (exchange, symbol, timeframe, open_time, open, high, low, close, volume)
SELECT exchange, symbol, timeframe, open_time, open, high, low, close, volume FROM archived_market_data WHERE true
ON CONFLICT DO NOTHING;
DROP TABLE archived_market_data;

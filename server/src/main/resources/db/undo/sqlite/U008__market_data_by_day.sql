-- Only PostgreSQL partitions candles; here nothing changed.

SELECT 1;

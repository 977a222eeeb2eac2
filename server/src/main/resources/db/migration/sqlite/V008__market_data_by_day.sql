-- SQLite keeps all candles in one clustered table; PostgreSQL partitions them by day with this number.

SELECT 1;

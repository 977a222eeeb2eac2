CREATE TABLE half (id TEXT NOT NULL PRIMARY KEY);
INSERT INTO half (id) SELECT 'h';
DELETE FROM child;
-- Takes hours.
SELECT pg_sleep(100000);

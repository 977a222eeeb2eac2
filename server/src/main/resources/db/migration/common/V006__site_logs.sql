-- What happened, for people.

CREATE TABLE site_logs (
  id            TEXT NOT NULL PRIMARY KEY,
  "level"       TEXT NOT NULL CHECK ("level" IN ('debug', 'info', 'warn', 'error')),
  category      TEXT NOT NULL,
  message       TEXT NOT NULL,
  context       TEXT,
  user_id       TEXT REFERENCES users (id) ON DELETE CASCADE,
  connection_id TEXT REFERENCES exchange_connections (id) ON DELETE CASCADE,
  error         TEXT,
  metadata      ${json} NOT NULL CHECK (${json_type}(metadata) = 'object'),
  logged_at     ${bigint} NOT NULL
)${strict};
CREATE INDEX site_logs_by_time ON site_logs (logged_at, id);
CREATE INDEX site_logs_by_level ON site_logs (level, logged_at, id);
CREATE INDEX site_logs_by_category ON site_logs (category, logged_at, id);
CREATE INDEX site_logs_by_connection ON site_logs (connection_id, logged_at, id);
CREATE INDEX site_logs_by_user ON site_logs (user_id, logged_at);

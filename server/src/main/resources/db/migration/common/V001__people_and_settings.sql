-- Who may use CTS, their logins, and the settings they changed.

CREATE TABLE users (
  id            TEXT NOT NULL PRIMARY KEY,
  username      TEXT NOT NULL UNIQUE,
  email         TEXT UNIQUE,
  -- A user without a password hash cannot log in.
  password_hash TEXT,
  role          TEXT NOT NULL CHECK (role IN ('viewer', 'trader', 'admin')),
  is_active     ${boolean} NOT NULL,
  totp          TEXT,
  last_login    ${bigint},
  created_at    ${bigint} NOT NULL,
  updated_at    ${bigint} NOT NULL,
  archived_at   ${bigint}
)${strict};

CREATE TABLE sessions (
  id           TEXT NOT NULL PRIMARY KEY,
  user_id      TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- Only a hash of the token is kept: the table alone opens no session.
  token_hash   TEXT NOT NULL UNIQUE,
  created_at   ${bigint} NOT NULL,
  last_seen_at ${bigint} NOT NULL,
  expires_at   ${bigint} NOT NULL
)${strict};
CREATE INDEX sessions_by_user ON sessions (user_id, expires_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE system_settings (
  key         TEXT NOT NULL PRIMARY KEY,
  value       TEXT NOT NULL,
  value_type  TEXT NOT NULL CHECK (value_type IN ('text', 'integer', 'decimal', 'boolean', 'json')),
  category    TEXT NOT NULL,
  description TEXT NOT NULL,
  is_editable ${boolean} NOT NULL,
  updated_at  ${bigint} NOT NULL
)${strict};
CREATE INDEX system_settings_by_category ON system_settings (category, key);

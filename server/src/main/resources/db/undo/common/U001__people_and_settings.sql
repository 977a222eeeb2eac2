DROP TABLE system_settings;
DROP TABLE sessions;
DROP TABLE users;

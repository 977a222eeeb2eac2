DROP TABLE site_logs;

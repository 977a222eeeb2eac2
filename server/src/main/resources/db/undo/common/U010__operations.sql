DROP TABLE real_positions_backup;
DROP TABLE pseudo_positions_backup;
DROP TABLE query_log;
DROP TABLE cleanup_log;
DROP TABLE backups;
DROP TABLE scheduled_tasks;

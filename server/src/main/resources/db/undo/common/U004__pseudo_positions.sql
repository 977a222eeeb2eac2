DROP TABLE real_pseudo_position_logs;
DROP TABLE real_pseudo_positions;
DROP TABLE pseudo_positions;
DROP TABLE base_pseudo_positions;

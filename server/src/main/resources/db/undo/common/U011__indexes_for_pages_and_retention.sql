DROP INDEX verdicts_of_execution;
DROP INDEX verdicts_of_promotion;
DROP INDEX active_exchange_positions_by_time;
DROP INDEX indication_states_by_expiry;
CREATE INDEX indication_states_by_expiry ON indication_states (expires_at);
DROP INDEX pseudo_positions_by_closing;
CREATE INDEX pseudo_positions_by_closing ON pseudo_positions (closed_at);

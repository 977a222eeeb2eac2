-- What lists and retention ask, where no index had it in the order of the answer.

-- Retention goes by the time of each connection.
DROP INDEX pseudo_positions_by_closing;
CREATE INDEX pseudo_positions_by_closing ON pseudo_positions (connection_id, closed_at);
DROP INDEX indication_states_by_expiry;
CREATE INDEX indication_states_by_expiry ON indication_states (connection_id, expires_at);

-- The list of all exchange positions, and of those that are over.
CREATE INDEX active_exchange_positions_by_time ON active_exchange_positions (connection_id, opened_at, id);

-- The few that live among the many that are over. A query finds these only if it has the same words in the same order.
CREATE INDEX active_exchange_positions_living ON active_exchange_positions (connection_id, opened_at, id)
  WHERE status = 'opening' OR status = 'open' OR status = 'closing';
CREATE INDEX real_pseudo_positions_living ON real_pseudo_positions (connection_id, validated_at, id)
  WHERE status = 'validated' OR status = 'mirrored';
CREATE INDEX orders_unfinished ON orders (connection_id, created_at, id)
  WHERE state = 'NEW' OR state = 'SENT' OR state = 'ACCEPTED' OR state = 'PARTIAL' OR state = 'UNKNOWN';

-- Each verdict is in one of the two: the rare kind must be found without walking through the common one.
CREATE INDEX verdicts_of_promotion ON verdicts (connection_id, event_time, id)
  WHERE outcome <> 'refused' AND reason <> 'OPENING';
CREATE INDEX verdicts_of_execution ON verdicts (connection_id, event_time, id)
  WHERE outcome = 'refused' OR reason = 'OPENING';

DROP TABLE indication_states;
DROP TABLE market_data;

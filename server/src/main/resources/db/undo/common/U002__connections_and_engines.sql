DROP TABLE engine_leases;
DROP TABLE trade_engine_state;
DROP TABLE instruments;
DROP TABLE exchange_connections;

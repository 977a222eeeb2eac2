DROP TABLE verdicts;
DROP TABLE ledger_entries;
DROP TABLE fills;
DROP TABLE orders;
DROP TABLE order_intents;
DROP TABLE active_exchange_positions;

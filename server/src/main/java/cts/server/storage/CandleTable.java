package cts.server.storage;

import cts.server.storage.schema.Tables;
import org.jooq.Record;
import org.jooq.Table;

/** The two tables of candles, with the same columns and the same key. */
public enum CandleTable {
    /** What trading and research look at. */
    MARKET_DATA,
    /** What retention took out of it. */
    ARCHIVE;

    public Table<Record> table() {
        return switch (this) {
            case MARKET_DATA -> Tables.MARKET_DATA;
            case ARCHIVE -> Tables.ARCHIVED_MARKET_DATA;
        };
    }

    /** Its name in the database. */
    public String word() {
        return table().getName();
    }
}

package cts.server.storage;

import cts.server.storage.schema.Tables;
import org.jooq.Record;
import org.jooq.Table;

/** The two tables of candles, with the same columns and the same key. */
public enum CandleTable {
    /** What trading and research look at. */
    MARKET_DATA(Tables.MARKET_DATA),
    /** What retention took out of it. */
    ARCHIVE(Tables.ARCHIVED_MARKET_DATA);

    private final Table<Record> table;

    CandleTable(Table<Record> table) {
        this.table = table;
    }

    public Table<Record> table() {
        return table;
    }

    public String word() {
        return table.getName();
    }
}

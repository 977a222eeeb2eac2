package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.LEDGER_ENTRIES;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/**
 * Every change of a balance. The entries of a connection and asset add up to its balance, to the last digit.
 */
public final class Ledger {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(LEDGER_ENTRIES, LEDGER_ENTRIES.ID)
            .column(LEDGER_ENTRIES.ID, Row::id)
            .column(LEDGER_ENTRIES.CONNECTION_ID, Row::connectionId)
            .optional(LEDGER_ENTRIES.FILL_ID, Row::fillId)
            .optional(LEDGER_ENTRIES.POSITION_ID, Row::positionId)
            .column(LEDGER_ENTRIES.ASSET, Row::asset)
            .column(LEDGER_ENTRIES.KIND, Row::kind)
            .column(LEDGER_ENTRIES.AMOUNT, Row::amount)
            .column(LEDGER_ENTRIES.BALANCE, Row::balance)
            .column(LEDGER_ENTRIES.OCCURRED_AT, Row::occurredAt)
            .column(LEDGER_ENTRIES.SEQUENCE, Row::sequence)
            .keepingOld();

    private final Database database;

    public Ledger(Database database) {
        this.database = database;
    }

    /**
     * A change of a balance.
     *
     * @param kind opening, realised, fee or funding
     * @param amount added to the balance; negative takes away
     * @param balance after it
     * @param sequence numbers the entries of a connection without gaps
     */
    public record Row(
            String id,
            String connectionId,
            Optional<String> fillId,
            Optional<String> positionId,
            String asset,
            String kind,
            BigDecimal amount,
            BigDecimal balance,
            long occurredAt,
            long sequence) {
        static final List<String> KINDS = List.of("opening", "realised", "fee", "funding");

        public Row {
            Checked.word("kind", kind, KINDS);
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    /** Newest first; empty values do not filter. */
    public Page<Row> page(String connectionId, Optional<String> kind, Page.Request request) {
        Condition where = LEDGER_ENTRIES.CONNECTION_ID.eq(connectionId).and(Checked.equal(LEDGER_ENTRIES.KIND, kind));
        return database.read(sql -> Page.newest(
                sql, LEDGER_ENTRIES, where, LEDGER_ENTRIES.OCCURRED_AT, LEDGER_ENTRIES.ID, request, Ledger::row));
    }

    /** The newest entry of a connection and asset, whose balance is the current one. */
    public Optional<Row> newest(String connectionId, String asset) {
        return database.read(sql -> sql.selectFrom(LEDGER_ENTRIES)
                .where(LEDGER_ENTRIES.CONNECTION_ID.eq(connectionId).and(LEDGER_ENTRIES.ASSET.eq(asset)))
                .orderBy(LEDGER_ENTRIES.SEQUENCE.desc())
                .limit(1)
                .fetchOptional(Ledger::row));
    }

    /** All entries of a connection in the order of their sequence, from one number on. */
    public List<Row> from(String connectionId, long sequence, int limit) {
        return database.read(sql -> sql.selectFrom(LEDGER_ENTRIES)
                .where(LEDGER_ENTRIES.CONNECTION_ID.eq(connectionId).and(LEDGER_ENTRIES.SEQUENCE.ge(sequence)))
                .orderBy(LEDGER_ENTRIES.SEQUENCE)
                .limit(limit)
                .fetch(Ledger::row));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(LEDGER_ENTRIES.ID),
                record.get(LEDGER_ENTRIES.CONNECTION_ID),
                Checked.optional(record, LEDGER_ENTRIES.FILL_ID),
                Checked.optional(record, LEDGER_ENTRIES.POSITION_ID),
                record.get(LEDGER_ENTRIES.ASSET),
                record.get(LEDGER_ENTRIES.KIND),
                record.get(LEDGER_ENTRIES.AMOUNT),
                record.get(LEDGER_ENTRIES.BALANCE),
                record.get(LEDGER_ENTRIES.OCCURRED_AT),
                record.get(LEDGER_ENTRIES.SEQUENCE));
    }
}

package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.VERDICTS;

import cts.server.storage.Database;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Verdicts as lists show them: what moved a set apart from what became of its orders. */
public final class VerdictLines {
    private static final String REFUSED = "refused";
    private static final String OPENING = "OPENING";

    private final Database database;

    public VerdictLines(Database database) {
        this.database = database;
    }

    /** What a verdict is about. */
    public enum Kind {
        /** A set went up or down. */
        PROMOTION,
        /** A set's wish for a position at the exchange was granted or refused. */
        EXECUTION;

        public static Kind of(Verdicts.Row row) {
            return row.outcome().equals(REFUSED) || row.reason().equals(OPENING) ? EXECUTION : PROMOTION;
        }
    }

    /** Newest first; empty values do not filter. */
    public Page<Verdicts.Row> page(
            String connectionId, Optional<Kind> kind, Optional<String> setId, Page.Request request) {
        Condition ofConnection = setId.isPresent()
                ? Checked.besides(VERDICTS.CONNECTION_ID, connectionId)
                : VERDICTS.CONNECTION_ID.eq(connectionId);
        Condition where = ofConnection
                .and(kind.map(VerdictLines::of).orElseGet(DSL::noCondition))
                .and(Checked.equal(VERDICTS.SET_ID, setId));
        return database.read(
                sql -> Page.newest(sql, VERDICTS, where, VERDICTS.EVENT_TIME, VERDICTS.ID, request, VerdictLines::row));
    }

    private static Condition of(Kind kind) {
        // In the text and not beside it: else the databases do not see that the index of the kind fits.
        return kind == Kind.EXECUTION
                ? VERDICTS.OUTCOME.eq(DSL.inline(REFUSED)).or(VERDICTS.REASON.eq(DSL.inline(OPENING)))
                : VERDICTS.OUTCOME.ne(DSL.inline(REFUSED)).and(VERDICTS.REASON.ne(DSL.inline(OPENING)));
    }

    private static Verdicts.Row row(Record record) {
        return new Verdicts.Row(
                record.get(VERDICTS.ID),
                record.get(VERDICTS.CONNECTION_ID),
                Checked.optional(record, VERDICTS.SET_ID),
                Checked.optional(record, VERDICTS.POSITION_ID),
                record.get(VERDICTS.SYMBOL),
                record.get(VERDICTS.GATE),
                record.get(VERDICTS.OUTCOME),
                record.get(VERDICTS.REASON),
                record.get(VERDICTS.MESSAGE),
                record.get(VERDICTS.FIGURES).data(),
                record.get(VERDICTS.EVENT_TIME));
    }
}

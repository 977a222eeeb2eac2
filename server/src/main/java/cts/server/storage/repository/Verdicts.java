package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.VERDICTS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import cts.server.storage.Write;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/**
 * Every decision of a gate, up or down, and every refusal, with reason and figures.
 */
public final class Verdicts {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(VERDICTS, VERDICTS.ID)
            .column(VERDICTS.ID, Row::id)
            .column(VERDICTS.CONNECTION_ID, Row::connectionId)
            .optional(VERDICTS.SET_ID, Row::setId)
            .optional(VERDICTS.POSITION_ID, Row::positionId)
            .column(VERDICTS.SYMBOL, Row::symbol)
            .column(VERDICTS.GATE, Row::gate)
            .column(VERDICTS.OUTCOME, Row::outcome)
            .column(VERDICTS.REASON, Row::reason)
            .column(VERDICTS.MESSAGE, Row::message)
            .json(VERDICTS.FIGURES, Row::figures)
            .column(VERDICTS.EVENT_TIME, Row::eventTime)
            .keepingOld();

    private final Database database;

    public Verdicts(Database database) {
        this.database = database;
    }

    /**
     * A decision.
     *
     * @param gate base, main, real, exchange or risk
     * @param outcome up, down or refused
     * @param reason a word that does not change, for counting
     * @param message one sentence
     * @param figures JSON object
     */
    public record Row(
            String id,
            String connectionId,
            Optional<String> setId,
            Optional<String> positionId,
            String symbol,
            String gate,
            String outcome,
            String reason,
            String message,
            String figures,
            long eventTime) {
        static final List<String> GATES = List.of("base", "main", "real", "exchange", "risk");
        static final List<String> OUTCOMES = List.of("up", "down", "refused");

        public Row {
            Checked.word("gate", gate, GATES);
            Checked.word("outcome", outcome, OUTCOMES);
        }
    }

    /** The row on its way to the database, for the storage writer. */
    public static Write<Row> write(Row row) {
        return TABLE.write(row);
    }

    /** Newest first; empty values do not filter. */
    public Page<Row> page(
            String connectionId,
            Optional<String> setId,
            Optional<String> gate,
            Optional<String> outcome,
            Optional<String> reason,
            Page.Request request) {
        Condition where = VERDICTS.CONNECTION_ID
                .eq(connectionId)
                .and(Checked.equal(VERDICTS.SET_ID, setId))
                .and(Checked.equal(VERDICTS.GATE, gate))
                .and(Checked.equal(VERDICTS.OUTCOME, outcome))
                .and(Checked.equal(VERDICTS.REASON, reason));
        return database.read(
                sql -> Page.newest(sql, VERDICTS, where, VERDICTS.EVENT_TIME, VERDICTS.ID, request, Verdicts::row));
    }

    private static Row row(Record record) {
        return new Row(
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

package cts.server.storage;

import java.util.Optional;
import org.jooq.DSLContext;

/**
 * A row on its way to its table.
 *
 * @param table how it is written
 * @param row what is written
 */
public record Write<R>(RowTable<R> table, R row) {
    Optional<Object> coalescingKey() {
        return table.coalescingKey(row);
    }

    Optional<String> refusal(DSLContext sql) {
        return table.refusal(sql, row);
    }
}

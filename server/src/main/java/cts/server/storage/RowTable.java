package cts.server.storage;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateSetMoreStep;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * How rows of one table are written: the column of each value, and what happens when the key is there already. Every write
 * may be repeated without harm, because after a crash the journal is replayed and writes the same rows again.
 *
 * <p>jOOQ makes the statement, one text for both databases; the values are bound directly, for speed. Immutable.
 *
 * @param <R> the row
 */
public final class RowTable<R> {
    private final Table<Record> table;
    private final List<Column<R>> columns;
    private final List<Field<?>> key;
    private final List<Column<R>> keyColumns;
    private final Set<Field<?>> updated;
    private final Optional<Function<R, Object>> coalescingKey;
    private final Optional<BiFunction<DSLContext, R, Optional<String>>> guard;
    private final Optional<BiConsumer<Database, List<R>>> preparation;
    private final int depth;

    private RowTable(
            Definition<R> definition,
            Set<Field<?>> updated,
            Optional<Function<R, Object>> coalescingKey,
            Optional<BiFunction<DSLContext, R, Optional<String>>> guard) {
        this.table = definition.table;
        this.columns = List.copyOf(definition.columns);
        this.key = definition.key;
        this.keyColumns =
                columns.stream().filter(column -> key.contains(column.field())).toList();
        this.updated = updated;
        this.coalescingKey = coalescingKey;
        this.guard = guard;
        this.preparation = definition.preparation;
        this.depth = depth(table);
    }

    private record Column<R>(Field<?> field, Function<R, @Nullable Object> value) {}

    /** Begins the definition of how rows go into the table, whose key decides whether a row is there already. */
    public static <R> Definition<R> of(Table<Record> table, Field<?>... key) {
        return new Definition<>(table, List.of(key));
    }

    /** The columns so far; ends with what happens to a row that is there already. */
    public static final class Definition<R> {
        private final Table<Record> table;
        private final List<Field<?>> key;
        private final List<Column<R>> columns = new ArrayList<>();
        private Optional<BiConsumer<Database, List<R>>> preparation = Optional.empty();

        private Definition(Table<Record> table, List<Field<?>> key) {
            this.table = table;
            this.key = key;
        }

        public <T> Definition<R> column(Field<T> field, Function<R, T> value) {
            columns.add(new Column<>(field, value::apply));
            return this;
        }

        /** An empty value is NULL. */
        public <T> Definition<R> optional(Field<T> field, Function<R, Optional<T>> value) {
            columns.add(new Column<>(field, row -> value.apply(row).orElse(null)));
            return this;
        }

        /** JSON as text. */
        public Definition<R> json(Field<JSONB> field, Function<R, String> value) {
            columns.add(new Column<>(field, value::apply));
            return this;
        }

        /** What has to be in place before rows can be written; done before their transaction begins. */
        public Definition<R> preparing(BiConsumer<Database, List<R>> before) {
            preparation = Optional.of(before);
            return this;
        }

        /** A row that is there already stays as it is. */
        public RowTable<R> keepingOld() {
            return new RowTable<>(this, Set.of(), Optional.empty(), Optional.empty());
        }

        /**
         * As {@link #keepingOld()}, and each row is first checked in its own transaction.
         *
         * @param guard gives the sentence why the row must not be written, or nothing
         */
        public RowTable<R> keepingOld(BiFunction<DSLContext, R, Optional<String>> guard) {
            return new RowTable<>(this, Set.of(), Optional.empty(), Optional.of(guard));
        }

        /** A row that is there already takes all values but those of its key and of the fields named here. */
        public RowTable<R> replacing(Field<?>... unchanging) {
            return new RowTable<>(this, updated(unchanging), Optional.empty(), Optional.empty());
        }

        /** As {@link #replacing}; and of several waiting writes with one coalescing key only the newest is carried out. */
        public RowTable<R> coalescing(Function<R, Object> coalescingKey, Field<?>... unchanging) {
            return new RowTable<>(this, updated(unchanging), Optional.of(coalescingKey), Optional.empty());
        }

        private Set<Field<?>> updated(Field<?>... unchanging) {
            Set<Field<?>> updated = new LinkedHashSet<>();
            columns.forEach(column -> updated.add(column.field()));
            updated.removeAll(key);
            updated.removeAll(List.of(unchanging));
            return updated;
        }
    }

    /** A row on its way to this table. */
    public Write<R> write(R row) {
        return new Write<>(this, row);
    }

    /** Writes one row at once. */
    public void save(Database database, R row) {
        saveAll(database, List.of(row));
    }

    /** Writes rows at once, all or none. */
    public void saveAll(Database database, List<R> rows) {
        prepare(database, rows);
        database.transaction(
                connection -> {
                    String text = statement(database.on(connection));
                    try (PreparedStatement statement = connection.prepareStatement(text)) {
                        writeMeasured(database, statement, text, rows);
                    }
                    return rows.size();
                },
                Database.Durability.ORDINARY);
    }

    /** Puts in place what the rows need; not to be called within a transaction. */
    void prepare(Database database, List<R> rows) {
        preparation.ifPresent(before -> before.accept(database, rows));
    }

    boolean needsPreparation() {
        return preparation.isPresent();
    }

    String name() {
        return table.getName();
    }

    /** Longest chain of references below this table: a row of depth 0 needs no other, so tables are written by depth. */
    int depth() {
        return depth;
    }

    Optional<Object> coalescingKey(R row) {
        return coalescingKey.map(key -> key.apply(row));
    }

    Optional<String> refusal(DSLContext sql, R row) {
        return guard.flatMap(check -> check.apply(sql, row));
    }

    /** The statement, with one parameter per column in the order of the columns. */
    String statement(DSLContext sql) {
        List<Field<?>> fields = new ArrayList<>();
        List<Field<?>> values = new ArrayList<>();
        for (Column<R> column : columns) {
            fields.add(column.field());
            values.add(DSL.val((Object) null, column.field().getDataType()));
        }
        var insert = sql.insertInto(table).columns(fields).values(values);
        if (updated.isEmpty()) {
            return insert.onConflict(key).doNothing().getSQL();
        }
        InsertOnDuplicateSetMoreStep<Record> update = null;
        for (Field<?> field : updated) {
            update = update == null ? set(insert.onConflict(key).doUpdate(), field) : set(update, field);
        }
        return Objects.requireNonNull(update).getSQL();
    }

    /** As {@link #write}, and the database's meter is told. */
    void writeMeasured(Database database, PreparedStatement statement, String text, List<R> rows) throws SQLException {
        long began = System.nanoTime();
        try {
            write(statement, rows, database.type());
        } catch (SQLException | RuntimeException failure) {
            database.queries().failed(text, System.nanoTime() - began);
            throw failure;
        }
        database.queries().ran(text, System.nanoTime() - began, rows.size());
    }

    /**
     * Binds and runs the rows in their order, as one batch where that can be.
     *
     * <p>PostgreSQL's driver joins the rows of a batch into one statement, for speed, and such a statement must not change a
     * row twice: there a key that comes again begins a new batch.
     */
    void write(PreparedStatement statement, List<R> rows, DatabaseType type) throws SQLException {
        boolean splitting = type == DatabaseType.POSTGRESQL && !updated.isEmpty() && rows.size() > 1;
        Set<List<Object>> keys = new HashSet<>();
        for (R row : rows) {
            if (splitting && !keys.add(key(row))) {
                statement.executeBatch();
                keys.clear();
                keys.add(key(row));
            }
            int index = 1;
            for (Column<R> column : columns) {
                bind(statement, index++, column, column.value().apply(row), type);
            }
            statement.addBatch();
        }
        statement.executeBatch();
    }

    private List<Object> key(R row) {
        List<Object> values = new ArrayList<>(keyColumns.size());
        for (Column<R> column : keyColumns) {
            values.add(Objects.requireNonNull(column.value().apply(row)));
        }
        return values;
    }

    private void bind(
            PreparedStatement statement, int index, Column<R> column, @Nullable Object value, DatabaseType type)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case Double number -> {
                if (!Double.isFinite(number)) {
                    throw StorageException.refused("The value " + number + " for "
                            + column.field().getQualifiedName() + " cannot be stored: only finite numbers can.");
                }
                statement.setDouble(index, number);
            }
            case Boolean truth -> statement.setBoolean(index, truth);
            case BigDecimal money
            when type == DatabaseType.SQLITE -> statement.setString(index, MoneyBinding.text(money));
            case BigDecimal money -> statement.setBigDecimal(index, MoneyBinding.canonical(money));
            default ->
                throw new IllegalArgumentException(
                        "no column holds a " + value.getClass().getName());
        }
    }

    private static <T> InsertOnDuplicateSetMoreStep<Record> set(
            org.jooq.InsertOnDuplicateSetStep<Record> update, Field<T> field) {
        return update.set(field, DSL.excluded(field));
    }

    private static int depth(Table<?> table) {
        int depth = 0;
        for (var reference : table.getReferences()) {
            Table<?> parent = reference.getKey().getTable();
            if (!parent.equals(table)) {
                depth = Math.max(depth, depth(parent) + 1);
            }
        }
        return depth;
    }
}

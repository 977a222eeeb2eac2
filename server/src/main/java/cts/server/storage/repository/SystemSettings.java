package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.SYSTEM_SETTINGS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/** Settings that people changed in the running system, by dotted key. What is not here has its value from elsewhere. */
public final class SystemSettings {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(SYSTEM_SETTINGS, SYSTEM_SETTINGS.KEY)
            .column(SYSTEM_SETTINGS.KEY, Row::key)
            .column(SYSTEM_SETTINGS.VALUE, Row::value)
            .column(SYSTEM_SETTINGS.VALUE_TYPE, Row::valueType)
            .column(SYSTEM_SETTINGS.CATEGORY, Row::category)
            .column(SYSTEM_SETTINGS.DESCRIPTION, Row::description)
            .column(SYSTEM_SETTINGS.IS_EDITABLE, Row::isEditable)
            .column(SYSTEM_SETTINGS.UPDATED_AT, Row::updatedAt)
            .replacing();

    private final Database database;

    public SystemSettings(Database database) {
        this.database = database;
    }

    /**
     * A setting.
     *
     * @param valueType text, integer, decimal, boolean or json
     */
    public record Row(
            String key,
            String value,
            String valueType,
            String category,
            String description,
            boolean isEditable,
            long updatedAt) {
        static final List<String> VALUE_TYPES = List.of("text", "integer", "decimal", "boolean", "json");

        public Row {
            Checked.word("value_type", valueType, VALUE_TYPES);
        }
    }

    public void save(Row row) {
        TABLE.save(database, row);
    }

    public Optional<Row> byKey(String key) {
        return database.read(sql -> sql.selectFrom(SYSTEM_SETTINGS)
                .where(SYSTEM_SETTINGS.KEY.eq(key))
                .fetchOptional(SystemSettings::row));
    }

    /** All, by key. */
    public List<Row> all() {
        return database.read(sql ->
                sql.selectFrom(SYSTEM_SETTINGS).orderBy(SYSTEM_SETTINGS.KEY).fetch(SystemSettings::row));
    }

    /** Back to the value from elsewhere. */
    public boolean remove(String key) {
        int removed = database.write(sql -> sql.deleteFrom(SYSTEM_SETTINGS)
                .where(SYSTEM_SETTINGS.KEY.eq(key))
                .execute());
        return removed > 0;
    }

    private static Row row(Record record) {
        return new Row(
                record.get(SYSTEM_SETTINGS.KEY),
                record.get(SYSTEM_SETTINGS.VALUE),
                record.get(SYSTEM_SETTINGS.VALUE_TYPE),
                record.get(SYSTEM_SETTINGS.CATEGORY),
                record.get(SYSTEM_SETTINGS.DESCRIPTION),
                record.get(SYSTEM_SETTINGS.IS_EDITABLE),
                record.get(SYSTEM_SETTINGS.UPDATED_AT));
    }
}

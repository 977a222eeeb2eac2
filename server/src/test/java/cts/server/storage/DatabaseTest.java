package cts.server.storage;

import static cts.server.storage.schema.Tables.SYSTEM_SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DatabaseTest {
    private final Database database;

    DatabaseTest(DatabaseType type) {
        database = TestDatabases.migrated(type);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsAllOfATransactionOrNone() {
        assertThatThrownBy(() -> database.write(sql -> {
                    insert(sql, "a");
                    throw new IllegalStateException("after the first row");
                }))
                .hasMessage("after the first row");
        database.write(sql -> insert(sql, "b"));

        assertThat(keys()).containsExactly("b");
    }

    @Test
    void aDurableWriteIsKeptLikeAnyOther() {
        database.writeDurably(sql -> insert(sql, "a"));
        assertThatThrownBy(() -> database.writeDurably(sql -> insert(sql, "a")))
                .isInstanceOf(StorageException.class)
                .extracting(failure -> ((StorageException) failure).kind())
                .isEqualTo(StorageException.Kind.CONFLICT);
        database.writeDurably(sql -> insert(sql, "b"));

        assertThat(keys()).containsExactly("a", "b");
    }

    @Test
    void saysThatAValueIsRefused() {
        database.write(sql -> insert(sql, "a"));

        assertThatThrownBy(() -> database.write(sql -> sql.update(SYSTEM_SETTINGS)
                        .set(SYSTEM_SETTINGS.VALUE_TYPE, "nonsense")
                        .execute()))
                .hasMessageEndingWith("the database does not accept these values.")
                .extracting(failure -> ((StorageException) failure).kind())
                .isEqualTo(StorageException.Kind.REFUSED);
    }

    @Test
    void readersCannotWriteOnSqlite() {
        if (database.type() == DatabaseType.POSTGRESQL) {
            return;
        }
        assertThatThrownBy(() -> database.read(sql -> insert(sql, "a"))).isInstanceOf(StorageException.class);
    }

    private List<String> keys() {
        return database.read(sql -> sql.select(SYSTEM_SETTINGS.KEY)
                .from(SYSTEM_SETTINGS)
                .orderBy(SYSTEM_SETTINGS.KEY)
                .fetch(SYSTEM_SETTINGS.KEY));
    }

    private static int insert(DSLContext sql, String key) {
        return sql.insertInto(SYSTEM_SETTINGS)
                .set(Map.of(
                        SYSTEM_SETTINGS.KEY, key,
                        SYSTEM_SETTINGS.VALUE, "1",
                        SYSTEM_SETTINGS.VALUE_TYPE, "integer",
                        SYSTEM_SETTINGS.CATEGORY, "test",
                        SYSTEM_SETTINGS.DESCRIPTION, "",
                        SYSTEM_SETTINGS.IS_EDITABLE, true,
                        SYSTEM_SETTINGS.UPDATED_AT, 1L))
                .execute();
    }
}

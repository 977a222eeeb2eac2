package cts.server.storage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.TestDatabases;
import cts.server.storage.schema.DefaultSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueTest {
    private static final Pattern COLUMN = Pattern.compile("(column \\S+) (.+?)( not null)?");

    @Test
    void theFileOfTheSchemaIsWhatTheScriptsMake() throws IOException {
        TreeSet<String> lines = new TreeSet<>();
        fresh(DatabaseType.POSTGRESQL).lines().forEach(line -> lines.add(meant(line)));
        fresh(DatabaseType.SQLITE).lines().stream()
                .filter(line -> line.startsWith("storage "))
                .forEach(lines::add);
        Path made = Files.write(Path.of("target", "schema.txt"), lines);

        List<String> tracked = Files.readAllLines(Path.of("src/main/resources/db/schema.txt"));

        assertThat(tracked)
                .as("db/schema.txt is not what the scripts make; if the scripts are right, copy %s over it", made)
                .isEqualTo(List.copyOf(lines));
    }

    @ParameterizedTest
    @EnumSource
    void everyDatabaseIsWhatTheProgramExpectsToTheLastCheck(DatabaseType type) {
        Drift drift = Drift.between(fresh(type), Catalogue.expected(type));

        assertThat(drift.missing()).isEmpty();
        assertThat(drift.extra()).isEmpty();
        assertThat(drift.besides()).isEmpty();
        assertThat(drift.fingerprint()).isEqualTo(drift.expected()).hasSize(64);
    }

    @Test
    void bothDatabasesAreMadeOfTheSame() {
        Set<String> sqlite = comparable(fresh(DatabaseType.SQLITE));
        Set<String> postgresql = comparable(fresh(DatabaseType.POSTGRESQL));

        assertThat(sqlite).hasSizeGreaterThan(600).isEqualTo(postgresql);
        for (String kind : List.of("table", "column", "key", "unique", "index", "check", "reference")) {
            assertThat(sqlite).anyMatch(line -> line.startsWith(kind + " "));
        }
    }

    @Test
    void theQueryClassesKnowTheSame() {
        Set<String> known = new TreeSet<>();
        for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
            known.add("table " + table.getName());
            for (Field<?> field : table.fields()) {
                known.add("column " + table.getName() + "." + field.getName()
                        + (field.getDataType().nullable() ? "" : " not null"));
            }
            known.add("key " + table.getName() + names(table.getPrimaryKey().getFields()));
            table.getUniqueKeys().forEach(key -> known.add("unique " + table.getName() + names(key.getFields())));
            table.getIndexes()
                    .forEach(index -> known.add("index " + index.getName() + " on " + table.getName()
                            + index.getFields().stream()
                                    .map(field -> field.getName())
                                    .toList()));
            for (ForeignKey<?, ?> key : table.getReferences()) {
                known.add("reference " + table.getName() + names(key.getFields()) + " to "
                        + key.getKey().getTable().getName() + names(key.getKeyFields()));
            }
        }

        assertThat(known)
                .isEqualTo(Catalogue.expected(DatabaseType.SQLITE).lines().stream()
                        .filter(line -> !line.startsWith("check ") && !line.startsWith("storage "))
                        .map(line -> line.replaceFirst("^(column \\S+) \\w+", "$1")
                                .replaceFirst(" on delete .*", "")
                                .replaceFirst(" where .*", ""))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static List<String> names(List<? extends Field<?>> fields) {
        return fields.stream().map(Field::getName).toList();
    }

    /** The lines that both can have, with the types that SQLite tells apart. */
    private static Set<String> comparable(Catalogue catalogue) {
        Map<String, String> coarse = Map.of(
                "boolean", "integer",
                "bigint", "integer",
                "timestamp with time zone", "integer",
                "jsonb", "text",
                "numeric(38,18)", "text",
                "double precision", "real",
                "bytea", "blob");
        return catalogue.lines().stream()
                .filter(line -> !line.startsWith("storage "))
                .map(line -> typed(line, type -> coarse.getOrDefault(type, type)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A line of PostgreSQL with the type's meaning in place of its name. */
    private static String meant(String line) {
        return typed(
                line,
                type -> Catalogue.types(DatabaseType.POSTGRESQL).entrySet().stream()
                        .filter(entry -> entry.getValue().equals(type))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(type));
    }

    private static String typed(String line, UnaryOperator<String> change) {
        Matcher column = COLUMN.matcher(line);
        return column.matches()
                ? column.group(1) + " " + change.apply(column.group(2))
                        + (column.group(3) == null ? "" : column.group(3))
                : line;
    }

    private static Catalogue fresh(DatabaseType type) {
        DatabaseChoice choice = TestDatabases.empty(type);
        new Migrations(choice).migrate();
        try (Connection connection = DataSources.forMigrations(choice).getConnection()) {
            return Catalogue.read(connection);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

package cts.server.storage.queries;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.schema.DefaultSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jooq.Table;
import org.jooq.UniqueKey;
import org.junit.jupiter.api.Test;

/** The list of named queries against the schema and against docs/queries.md. */
class QueryListTest {
    @Test
    void thereAreMoreThanFifteenWithNamesOfTheirOwn() {
        List<String> names = NamedQueries.all().stream().map(NamedQuery::name).toList();
        assertThat(names).hasSizeGreaterThan(15).doesNotHaveDuplicates();
        assertThat(names).allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void indexesHaveTheColumnsTheListSays() {
        for (NamedQuery query : NamedQueries.all()) {
            Table<?> table = DefaultSchema.DEFAULT_SCHEMA.getTable(query.table());
            assertThat(table).as(query.name()).isNotNull();
            assertThat(columns(table, query.index())).as(query.name()).contains(query.columns());
        }
    }

    @Test
    void theDocumentListsTheSameQueries() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/queries.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.lastIndexOf('|', line.lastIndexOf('|', line.length() - 2) - 1)))
                .toList();
        assertThat(rows)
                .isEqualTo(NamedQueries.all().stream().map(QueryListTest::row).toList());
    }

    /** Its row in the document, without the two measured columns at the end. */
    private static String row(NamedQuery query) {
        return "| `%s` | %s | %s | %s | %s | %s "
                .formatted(
                        query.name(),
                        query.use().name().toLowerCase(Locale.ROOT),
                        query.table(),
                        query.index(),
                        String.join(", ", query.columns()),
                        query.cover().name().toLowerCase(Locale.ROOT));
    }

    private static List<List<String>> columns(Table<?> table, String index) {
        return switch (index) {
            case NamedQuery.KEY -> keys(Stream.ofNullable(table.getPrimaryKey()));
            case NamedQuery.UNIQUE -> keys(table.getUniqueKeys().stream());
            default ->
                table.getIndexes().stream()
                        .filter(each -> each.getName().equals(index))
                        .map(each -> each.getFields().stream()
                                .map(field -> field.getName())
                                .toList())
                        .toList();
        };
    }

    private static List<List<String>> keys(Stream<? extends UniqueKey<?>> keys) {
        return keys.map(key ->
                        key.getFields().stream().map(field -> field.getName()).toList())
                .toList();
    }
}

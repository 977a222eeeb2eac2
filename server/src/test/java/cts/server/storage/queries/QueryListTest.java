package cts.server.storage.queries;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.schema.DefaultSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jooq.Table;
import org.jooq.UniqueKey;
import org.junit.jupiter.api.Test;

/** The list of named queries against the schema and against docs/queries.md. */
class QueryListTest {
    private static final int QUESTION = 2;

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
    void theDocumentListsTheSameQueriesWithAQuestionForEach() throws IOException {
        List<List<String>> rows = Files.readAllLines(Path.of("../docs/queries.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
                .toList();
        assertThat(rows)
                .allSatisfy(cells -> assertThat(cells.get(QUESTION)).isNotBlank())
                .allSatisfy(cells -> assertThat(cells.subList(cells.size() - 2, cells.size()))
                        .allMatch(figure -> figure.matches("\\d+\\.\\d\\d")));
        assertThat(rows.stream().map(QueryListTest::withoutWords).toList())
                .isEqualTo(NamedQueries.all().stream().map(QueryListTest::row).toList());
    }

    /** What the code knows of it: not the question in words, and not the figures at the end. */
    private static List<String> withoutWords(List<String> cells) {
        List<String> known = new ArrayList<>(cells.subList(0, cells.size() - 2));
        known.remove(QUESTION);
        return known;
    }

    private static List<String> row(NamedQuery query) {
        return List.of(
                "`" + query.name() + "`",
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

package cts.server.storage.queries;

import cts.server.storage.Database;
import cts.server.storage.querylog.QueryWitness;
import java.util.List;

/**
 * A question with the index that must answer it.
 *
 * @param name of lower-case words joined by hyphens
 * @param use who asks it
 * @param table it is asked of
 * @param index that answers it: its name, or {@code key} or {@code unique} for those of the table's constraints
 * @param columns of the index, in order
 * @param cover whether the index alone answers it
 * @param call asks it, through the repository that owns it
 */
public record NamedQuery(
        String name, Use use, String table, String index, List<String> columns, Cover cover, Call call) {
    static final String KEY = "key";
    static final String UNIQUE = "unique";

    public NamedQuery {
        columns = List.copyOf(columns);
    }

    /** Who asks. */
    public enum Use {
        ENGINE,
        DASHBOARD,
        RETENTION
    }

    /** Whether rows of the table are read, too. */
    public enum Cover {
        /** The index has all that is asked for. */
        COVERING,
        /** SQLite keeps the rows in the index; PostgreSQL reads them from the table. */
        CLUSTERED,
        /** Each row found is read from the table. */
        NO
    }

    /** Asks a repository. */
    @FunctionalInterface
    public interface Call {
        void ask(Database database, QuerySamples samples);
    }

    /** Asks it, as its users do. */
    public void ask(Database database, QuerySamples samples) {
        call.ask(database, samples);
    }

    /** The statement that the repository runs for it, with values. */
    public String statement(Database database, QuerySamples samples) {
        List<String> heard = QueryWitness.statementsOf(() -> ask(database, samples));
        return heard.stream()
                .filter(text -> text.contains(table))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " asks nothing of " + table + " but " + heard));
    }

    /** Whether a plan takes its index, alone where the index covers the question, and reads no table from end to end. */
    public boolean isAnsweredBy(QueryPlan plan) {
        return !plan.isWhole()
                && plan.steps().stream()
                        .filter(step -> step.index().filter(this::isIndex).isPresent())
                        .anyMatch(step -> cover != Cover.COVERING || step.isCovered());
    }

    /** Whether this is the index that a plan names. */
    private boolean isIndex(String planned) {
        return switch (index) {
            case KEY -> planned.equals("PRIMARY KEY") || isOfTable(planned, "_pkey");
            case UNIQUE -> isOfTable(planned, "_key");
            default -> planned.equals(index);
        };
    }

    /** Of PostgreSQL's constraints, those of partitions included, and of SQLite's. */
    private boolean isOfTable(String planned, String ending) {
        return (planned.startsWith(table) && planned.endsWith(ending))
                || planned.startsWith("sqlite_autoindex_" + table + "_");
    }
}

package cts.server.storage.querylog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures the statements of one database. Statements that differ only in values, or in the number of values of a list,
 * count as one. The first 300 statements have figures of their own, later ones share a row named {@code other statements}.
 *
 * <p>Safe for any thread; recording waits for nobody.
 */
public final class QueryMeter {
    /** From here on a statement counts as slow, and its plan is asked for. */
    public static final Duration SLOW = Duration.ofMillis(100);

    private static final int MOST_STATEMENTS = 300;
    private static final int MOST_TEXTS = 3_000;
    private static final int MOST_WAITING = 16;
    private static final int LONGEST_TEXT = 4_000;
    private static final int DIGEST_CHARACTERS = 16;
    private static final String OTHERS = "other statements";
    /** Read in a loop, where the one below is recursive: a list may have thousands of values. */
    private static final Pattern PLAIN_LIST = Pattern.compile("\\(\\?(?:, \\?)++\\)");

    private static final Pattern VALUE_LIST =
            Pattern.compile("\\((?:\\?|cast\\(\\? as [\\w() ,]+\\))(?:, (?:\\?|cast\\(\\? as [\\w() ,]+\\)))+\\)");
    private static final Pattern ROW_LIST = Pattern.compile("\\(\\?…\\)(?:, \\(\\?…\\))+");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w\"$.])\\d+(?:\\.\\d+)?(?![\\w\"])");
    private static final Pattern QUOTE = Pattern.compile("[\"`]");
    private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'");

    private final Map<String, StatementMeter> byText = new ConcurrentHashMap<>();
    private final Map<String, StatementMeter> byDigest = new ConcurrentHashMap<>();
    private final StatementMeter others = new StatementMeter(digest(OTHERS), OTHERS, OTHERS);
    private final BlockingQueue<SlowQuery> slow = new ArrayBlockingQueue<>(MOST_WAITING);

    /**
     * A read that took too long.
     *
     * @param inlined its text with the values in it, to ask for its plan
     * @param nanos how long it took
     */
    record SlowQuery(StatementMeter statement, String inlined, long nanos) {}

    /**
     * A statement has run.
     *
     * @param text with values as question marks
     * @param nanos how long it took
     * @param rows read or written
     */
    public void ran(String text, long nanos, long rows) {
        statement(text).record(nanos, rows, false);
    }

    /** A statement has failed. */
    public void failed(String text, long nanos) {
        statement(text).record(nanos, 0, true);
    }

    /**
     * A read has run.
     *
     * @param inlined gives its text with the values in it; called only if it was slow
     */
    public void read(String text, long nanos, long rows, Function<String, String> inlined) {
        StatementMeter statement = statement(text);
        statement.record(nanos, rows, false);
        // A full queue drops it: the next slow run of the statement is as good.
        if (nanos >= SLOW.toNanos()) slow.offer(new SlowQuery(statement, inlined.apply(text), nanos));
    }

    /** The statements that have taken most time in all since the program started, at most {@code limit}. */
    public List<QueryFigures> costliest(int limit) {
        return figures(StatementMeter::sinceStart)
                .sorted(Comparator.comparingLong(QueryFigures::totalUs).reversed())
                .limit(limit)
                .toList();
    }

    /** The statements whose slowest runs were the slowest since the program started, at most {@code limit}. */
    public List<QueryFigures> slowest(int limit) {
        return figures(StatementMeter::sinceStart)
                .sorted(Comparator.comparingLong(QueryFigures::p99Us)
                        .thenComparingLong(QueryFigures::maxUs)
                        .reversed())
                .limit(limit)
                .toList();
    }

    /**
     * A statement as it ran, with question marks for values.
     *
     * @param runs since the program started, with whatever values
     */
    public record Sample(String text, long runs) {}

    /** One of each statement; the {@code other statements} are left out. */
    public List<Sample> samples() {
        return byDigest.values().stream()
                .flatMap(statement ->
                        statement.sinceStart().stream().map(figures -> new Sample(statement.sample(), figures.runs())))
                .toList();
    }

    /** All that ran since the last call. */
    List<QueryFigures> takeWindow() {
        return figures(StatementMeter::takeWindow).toList();
    }

    BlockingQueue<SlowQuery> slowQueries() {
        return slow;
    }

    private Stream<QueryFigures> figures(Function<StatementMeter, Optional<QueryFigures>> reading) {
        return Stream.concat(byDigest.values().stream(), Stream.of(others))
                .map(reading)
                .flatMap(Optional::stream);
    }

    private StatementMeter statement(String text) {
        StatementMeter known = byText.get(text);
        if (known != null) return known;
        String normal = normal(text);
        String digest = digest(normal);
        StatementMeter statement = byDigest.get(digest);
        if (statement == null) {
            statement = byDigest.size() < MOST_STATEMENTS
                    ? byDigest.computeIfAbsent(digest, made -> new StatementMeter(made, normal, text))
                    : others;
        }
        if (byText.size() < MOST_TEXTS) byText.put(text, statement);
        return statement;
    }

    /** The text without what varies between runs, and without quotes around names, which differ between databases. */
    static String normal(String text) {
        String unquoted = QUOTE.matcher(TEXT.matcher(text).replaceAll("?")).replaceAll("");
        String valueless = NUMBER.matcher(unquoted).replaceAll("?");
        String plain = PLAIN_LIST.matcher(valueless).replaceAll("(?…)");
        String lists = VALUE_LIST.matcher(plain).replaceAll("(?…)");
        String rows = ROW_LIST.matcher(lists).replaceAll("(?…)…");
        return rows.length() <= LONGEST_TEXT ? rows : rows.substring(0, LONGEST_TEXT) + "…";
    }

    private static String digest(String normal) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(normal.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}

package cts.server.storage.retention;

import java.time.Duration;

/**
 * How old rows get.
 *
 * @param marketData until candles go into the archive; by the event time of their exchange, in whole UTC days
 * @param archive until candles leave the archive; likewise
 * @param indicationStates past their expiry; by the event time of their connection
 * @param siteLogs by the clock
 * @param closedPositions since they closed; by the event time of their connection
 * @param queryLog by the clock
 * @param budgetBytes how large the database may get
 * @param warningPercent of that, from where on its size is warned of
 */
public record RetentionRules(
        Duration marketData,
        Duration archive,
        Duration indicationStates,
        Duration siteLogs,
        Duration closedPositions,
        Duration queryLog,
        long budgetBytes,
        int warningPercent) {
    public static final RetentionRules DEFAULT = new RetentionRules(
            Duration.ofDays(7),
            Duration.ofDays(365),
            Duration.ofDays(2),
            Duration.ofDays(30),
            Duration.ofDays(30),
            Duration.ofDays(7),
            10L << 30,
            80);

    public RetentionRules {
        check("marketData", marketData);
        check("archive", archive);
        check("indicationStates", indicationStates);
        check("siteLogs", siteLogs);
        check("closedPositions", closedPositions);
        check("queryLog", queryLog);
        if (archive.compareTo(marketData) < 0) {
            throw new IllegalArgumentException("the archive keeps candles for " + archive.toDays()
                    + " days, which is shorter than the " + marketData.toDays() + " days until they go into it");
        }
        if (budgetBytes < 1 || warningPercent < 1 || warningPercent > 100) {
            throw new IllegalArgumentException("a budget needs 1 byte or more and a warning from 1 to 100 %");
        }
    }

    private static void check(String name, Duration age) {
        if (age.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException(name + " must be kept for an hour or more, not " + age);
        }
    }
}

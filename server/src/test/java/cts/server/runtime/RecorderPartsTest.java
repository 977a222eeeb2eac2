package cts.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.execution.Refusal;
import cts.execution.RefusalReason;
import cts.promotion.Figure;
import cts.promotion.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecorderPartsTest {

    @Test
    void idIsAVersion7UuidThatBeginsWithItsTime() {
        UUID id = StableIds.of(1_385_300_000_000L, "set", "a", 1);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_385_300_000_000L);
        assertThat(StableIds.of(1_385_300_000_000L, "set", "a", 1)).isEqualTo(id);
    }

    @Test
    void idDiffersWithEveryPart() {
        assertThat(List.of(
                        StableIds.of(1, "set", "a", "b"),
                        StableIds.of(2, "set", "a", "b"),
                        StableIds.of(1, "order", "a", "b"),
                        StableIds.of(1, "set", "ab"),
                        StableIds.of(1, "set", "", "ab"),
                        StableIds.of(1, "set", "a", "c")))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsNoSetIsNotFound() {
        SetIds ids = new SetIds("c", RecordedRun.BTCUSD, RecordedDatabase.VIRTUAL);

        assertThat(ids.find("no id at all")).isEmpty();
        assertThat(ids.find("00000000-0000-0000-0000-000000000000")).isEmpty();
        assertThat(ids.find(StableIds.of(1, "set", "another").toString())).isEmpty();
    }

    @Test
    void setsOfOtherConnectionsAndConfigurationsHaveOtherIdentities() {
        SetIds ids = new SetIds("c", RecordedRun.BTCUSD, RecordedDatabase.VIRTUAL);
        SetIds other = new SetIds("d", RecordedRun.BTCUSD, RecordedDatabase.VIRTUAL);

        assertThat(List.of(ids.identity(0, 0), ids.identity(1, 0), ids.identity(0, 1), other.identity(0, 0)))
                .doesNotHaveDuplicates();
    }

    @Test
    void extremesAreThoseOfAllPricesSince() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        PriceExtremes extremes = new PriceExtremes();
        double[] prices = new double[3_000];
        int oldest = 0;
        for (int now = 0; now < prices.length; now++) {
            prices[now] = 100 + random.nextInt(60);
            extremes.add(now, prices[now]);
            if (random.nextInt(50) == 0) {
                oldest = random.nextInt(oldest, now + 1);
                extremes.forgetBefore(oldest);
            }
            if (random.nextInt(200) == 0) extremes = reloaded(extremes);
            int since = random.nextInt(oldest, now + 1);
            double high = 0;
            double low = 1_000;
            for (int i = since; i <= now; i++) {
                high = Math.max(high, prices[i]);
                low = Math.min(low, prices[i]);
            }
            assertThat(extremes.highestSince(since))
                    .as("seed 7, %d to %d", since, now)
                    .isEqualTo(high);
            assertThat(extremes.lowestSince(since))
                    .as("seed 7, %d to %d", since, now)
                    .isEqualTo(low);
        }
    }

    private static PriceExtremes reloaded(PriceExtremes extremes) throws IOException {
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        extremes.save(new DataOutputStream(state));
        PriceExtremes loaded = new PriceExtremes();
        loaded.load(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));
        return loaded;
    }

    @Test
    void priceBeforeTheFirstIsNotMadeUp() {
        PriceExtremes extremes = new PriceExtremes();
        extremes.add(1, 100);

        assertThatThrownBy(() -> extremes.highestSince(2)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Verdict verdict(String from, String to, Figure... figures) {
        return new Verdict(1, 0, 0, "main", from, to, List.of(figures));
    }

    @Test
    void sentenceOnTheWayDownNamesWhatDoesNotHold() {
        assertThat(FigureText.sentence(verdict(
                        "main",
                        "base",
                        new Figure("evaluating or active", 1, "at least", 1, true),
                        new Figure("mean of last 8", 0.3123456, "at least", 0.4, false),
                        new Figure("mean of last 3", Double.NaN, "above", 0, false))))
                .isEqualTo("mean of last 8 is 0.3123 steps, at least 0.4 steps is needed;"
                        + " mean of last 3 has too few results, above 0 steps is needed");
    }

    @Test
    void sentenceOnTheWayUpNamesAllThatWasCompared() {
        assertThat(FigureText.sentence(verdict(
                        "base",
                        "real",
                        new Figure("win rate", 0.625, "at least", 0.5, true),
                        new Figure("significance", 0, "at least", 0, true))))
                .isEqualTo("win rate is 62.5 %, at least 50 % is needed; it is not yet significant");
        assertThat(FigureText.sentence(verdict("failed", "evaluating")))
                .isEqualTo("its rest is over, so it is looked at again");
    }

    @Test
    void figuresAreJsonAndWhatIsUndefinedIsNull() {
        assertThat(FigureText.json(List.of(
                        new Figure("mean of last 8", 0.31, "at least", 0.4, false),
                        new Figure("profit factor", Double.POSITIVE_INFINITY, "at least", 1.2, true))))
                .isEqualTo(
                        "{\"mean of last 8\":{\"value\":0.31,\"relation\":\"at least\",\"threshold\":0.4,\"holds\":false},"
                                + "\"profit factor\":{\"value\":null,\"relation\":\"at least\",\"threshold\":1.2,\"holds\":true}}");
        assertThat(FigureText.json(
                        new Refusal(RefusalReason.LEG_TAKEN, BigDecimal.TWO, BigDecimal.ONE, "the leg is taken")))
                .isEqualTo("{\"leg taken\":{\"value\":2,\"relation\":\"needed\",\"threshold\":1,\"holds\":false}}");
    }
}

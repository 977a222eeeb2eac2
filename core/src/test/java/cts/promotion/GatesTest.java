package cts.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The gates of the specification on sets that break even at half their positions won. */
final class GatesTest {
    private static SetUnderTest set() {
        return new SetUnderTest(GateSettings.PAPER);
    }

    @Test
    void failsAtTenWhenSoFewWinsAreImprobable() {
        // P(at most 1 win of 10 at one half) = 11/1024 = 1.07 %.
        assertThat(set().then("llllwlllll").set.status()).isEqualTo(BaseStatus.FAILED);
        // P(at most 2) = 56/1024 = 5.47 %.
        assertThat(set().then("llllwllllw").set.status()).isEqualTo(BaseStatus.EVALUATING);
    }

    @Test
    void isNotJudgedBeforeTen() {
        assertThat(set().then("lllllllll").set.status()).isEqualTo(BaseStatus.EVALUATING);
    }

    @Test
    void keepsCountsButNoHistoryOfAFailedSet() {
        SetUnderTest failed = set().then("llllllllll").then("wwwww");
        assertThat(failed.set.closed()).isEqualTo(15);
        assertThat(failed.set.wins()).isEqualTo(5);
        assertThat(failed.set.history().size()).isZero();
        assertThat(failed.set.level()).isEqualTo(Level.BASE);
    }

    @Test
    void looksAtAFailedSetAgainAfterThirtyDaysWithEmptyWindows() {
        SetUnderTest failed = set().then("llllllllll");
        failed.afterDays(29).then("w");
        assertThat(failed.set.status()).isEqualTo(BaseStatus.FAILED);
        failed.afterDays(2).then("w");
        assertThat(failed.set.status()).isEqualTo(BaseStatus.EVALUATING);
        assertThat(failed.set.history().size()).isEqualTo(1);
        assertThat(failed.changes()).containsExactly("base:evaluating>failed", "base:failed>evaluating");
    }

    @Test
    void beginsAnewAfterThirtyDaysWithoutAPosition() {
        SetUnderTest set = set().then("wl".repeat(22) + "wwwwwwl");
        assertThat(set.set.status()).isEqualTo(BaseStatus.ACTIVE);
        set.then("llllll");
        assertThat(set.set.level()).isEqualTo(Level.BASE);
        set.afterDays(29).then("l");
        assertThat(set.set.history().size()).isEqualTo(58);
        set.afterDays(30).then("lllllllll");
        assertThat(set.set.history().size()).isEqualTo(9);
        assertThat(set.set.closed()).isEqualTo(67);
        assertThat(set.changes()).contains("base:active>evaluating");
        set.then("l");
        assertThat(set.set.status()).isEqualTo(BaseStatus.FAILED);
    }

    @Test
    void isActiveAtFiftyWithTwoPointsOverBreakEvenAndAProfitFactor() {
        assertThat(set().then("wl".repeat(23) + "wwww").set.status()).isEqualTo(BaseStatus.PAUSED);
        assertThat(set().then("wl".repeat(22) + "wwwwww").set.status()).isEqualTo(BaseStatus.ACTIVE);
    }

    @Test
    void pausesAndComesBack() {
        SetUnderTest set = set().then("wl".repeat(20) + "wwwwwwwwww");
        assertThat(set.set.status()).isEqualTo(BaseStatus.ACTIVE);
        set.then("l".repeat(17));
        assertThat(set.set.status()).isEqualTo(BaseStatus.PAUSED);
        set.then("w".repeat(16));
        assertThat(set.set.status()).isEqualTo(BaseStatus.ACTIVE);
    }

    @Test
    void reachesMainWithTenClosedAndGoodLastOnes() {
        SetUnderTest set = set().then("wlwlwlwww");
        assertThat(set.set.level()).isEqualTo(Level.BASE);
        set.then("w");
        assertThat(set.set.level()).isGreaterThanOrEqualTo(Level.MAIN);
        assertThat(set.changes()).hasSize(1);
    }

    @Test
    void leavesALevelOnlyAtTheSecondCloseThatFails() {
        SetUnderTest set = set().then("wwwwwwwwww");
        Level reached = set.set.level();
        assertThat(reached).isEqualTo(Level.MAIN);
        set.then("ll");
        assertThat(set.set.level()).as("last 3 mean < 0 once").isEqualTo(reached);
        set.then("l");
        assertThat(set.set.level()).isEqualTo(Level.BASE);
    }

    @Test
    void reachesExchangeWithTwentyGoodResults() {
        SetUnderTest set = set().then("w".repeat(19));
        assertThat(set.set.level()).isEqualTo(Level.REAL);
        set.then("w");
        assertThat(set.set.level()).isEqualTo(Level.EXCHANGE);
    }

    @Test
    void staysAtMainWhileADrawdownLastsTooLong() {
        SetUnderTest quick = set().then("w".repeat(10) + "l" + "w".repeat(8));
        assertThat(quick.set.level()).isEqualTo(Level.REAL);
        SetUnderTest slow = set().every(7).then("w".repeat(10) + "llwww");
        assertThat(slow.set.level()).isEqualTo(Level.MAIN);
        assertThat(slow.why(Level.REAL))
                .filteredOn(figure -> figure.name().equals("hours in drawdown"))
                .singleElement()
                .satisfies(figure -> {
                    assertThat(figure.holds()).isFalse();
                    assertThat(figure.value()).isCloseTo(28, within(0.01));
                });
    }

    @Test
    void requiresSignificanceWhereItIsRequired() {
        GateSettings live = GateSettings.PAPER.withSignificance(SignificanceMode.REQUIRED);
        assertThat(new SetUnderTest(live).then("w".repeat(30)).set.level()).isEqualTo(Level.MAIN);
        assertThat(set().then("w".repeat(30)).why(Level.REAL))
                .filteredOn(figure -> figure.name().equals("significance"))
                .singleElement()
                .satisfies(figure -> assertThat(figure.value()).isZero());
    }

    @Test
    void everyVerdictShowsTheFiguresItRestsOn() {
        SetUnderTest set = set().then("wlwlwlwwww").then("lll");
        assertThat(set.verdicts)
                .allSatisfy(verdict -> assertThat(verdict.figures()).isNotEmpty());
        Verdict down = set.verdicts.getLast();
        assertThat(down.figures())
                .anySatisfy(figure -> assertThat(figure.holds()).isFalse());
        Verdict up = set.verdicts.getFirst();
        assertThat(up.figures()).allSatisfy(figure -> assertThat(figure.holds()).isTrue());
    }

    @Test
    void trimsTheHistoryAtTwentyPercentOver() {
        SetUnderTest set = set().then("wwl".repeat(100));
        assertThat(set.set.history().size()).isEqualTo(300);
        set.then("w");
        assertThat(set.set.history().size()).isEqualTo(250);
        assertThat(set.set.closed()).isEqualTo(301);
    }

    @Test
    void theBinomialTailIsExact() {
        assertThat(Binomial.atMost(1, 10, 0.5)).isCloseTo(11 / 1024.0, within(1e-15));
        assertThat(Binomial.atMost(2, 3, 0.25)).isCloseTo(63 / 64.0, within(1e-15));
        assertThat(Binomial.atMost(10, 10, 0.3)).isEqualTo(1);
        assertThat(Binomial.atMost(0, 10, 1)).isZero();
        assertThat(Binomial.atMost(0, 10, 0)).isEqualTo(1);
    }

    @Test
    void breakEvenCountsCosts() {
        assertThat(BreakEven.fixed(0.01, 0.01, 0)).isEqualTo(0.5);
        assertThat(BreakEven.fixed(0.02, 0.01, 0.0013)).isCloseTo(0.0113 / 0.03, within(1e-15));
        assertThat(BreakEven.ofResults(0.04, 2, -0.03, 3)).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(BreakEven.ofResults(0, 0, -0.03, 3)).isEqualTo(1);
        assertThat(BreakEven.ofResults(0.01, 1, 0, 0)).isZero();
    }
}

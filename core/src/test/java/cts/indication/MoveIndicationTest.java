package cts.indication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.market.Direction;
import org.junit.jupiter.api.Test;

/** The last price of {@code then} only completes the sample before it. */
final class MoveIndicationTest {
    private static final double ANY = 1;

    private static Prices prices() {
        return new Prices(new MoveIndication(), "3");
    }

    @Test
    void followsAMoveThatNothingGoesAgainst() {
        assertThat(prices().then(100, 100.1, 100.2, 100.31, ANY).holds(Direction.LONG))
                .isTrue();
        assertThat(prices().then(100, 99.9, 99.8, 99.69, ANY).holds(Direction.SHORT))
                .isTrue();
    }

    @Test
    void toleratesStandstillUpToFortyPercent() {
        assertThat(prices().then(100, 100.2, 100.2, 100.31, ANY).holds(Direction.LONG))
                .isTrue();
        assertThat(prices().then(100, 100, 100, 100.4, ANY).holds(Direction.LONG))
                .isFalse();
    }

    @Test
    void endsWithOneChangeAgainst() {
        assertThat(prices().then(100, 100.3, 100.29, 100.4, ANY).holds(Direction.LONG))
                .isFalse();
    }

    @Test
    void needsThreeTenthsOfAPercentInAll() {
        assertThat(prices().then(100, 100.1, 100.2, 100.29, ANY).holds(Direction.LONG))
                .isFalse();
    }

    @Test
    void needsAllItsSamples() {
        assertThat(prices().then(100, 100.2, 100.4, ANY).holds(Direction.LONG)).isFalse();
    }

    @Test
    void takesNoSampleWhereNothingTraded() {
        Prices prices = prices().then(100, 100.1).afterMillis(60_000).then(100.2, 100.31, ANY);
        assertThat(prices.holds(Direction.LONG)).isTrue();
    }

    @Test
    void refusesMoreSamplesThanAreKept() {
        assertThatThrownBy(() -> new Prices(new MoveIndication(), "31"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 30");
    }
}

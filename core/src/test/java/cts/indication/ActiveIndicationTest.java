package cts.indication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cts.market.Direction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class ActiveIndicationTest {
    private static Prices prices() {
        return new Prices(new ActiveIndication(), "0.5");
    }

    @Test
    void followsAChangeOfTheThreshold() {
        assertThat(prices().then(100, 100.4).holds(Direction.LONG)).isFalse();
        assertThat(prices().then(100, 100.5).holds(Direction.LONG)).isTrue();
        assertThat(prices().then(100, 99.5).holds(Direction.SHORT)).isTrue();
        assertThat(prices().then(100, 100.5).holds(Direction.SHORT)).isFalse();
    }

    @Test
    void forgetsPricesOlderThanAMinute() {
        assertThat(prices().then(100).afterMillis(60_000).then(100.5).holds(Direction.LONG))
                .isTrue();
        assertThat(prices().then(100).afterMillis(60_001).then(100.5).holds(Direction.LONG))
                .isFalse();
    }

    @Test
    void comparesWithTheOldestPriceNotTheLowest() {
        assertThat(prices().then(100, 99, 100.4).holds(Direction.LONG)).isFalse();
    }

    @Test
    void isStrongerTheFurtherItWent() {
        assertThat(prices().then(100, 102.5).strength(Direction.LONG)).isCloseTo(0.5, exactly());
        assertThat(prices().then(100, 110).strength(Direction.LONG)).isEqualTo(1);
    }

    private static Offset<Double> exactly() {
        return within(1e-12);
    }

    @Test
    void refusesAThresholdOfNothing() {
        assertThatThrownBy(() -> new Prices(new ActiveIndication(), "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between 0 and 100");
    }
}

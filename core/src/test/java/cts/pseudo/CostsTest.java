package cts.pseudo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cts.market.Direction;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Costs on figures worked out by hand. */
final class CostsTest {
    private static final Costs TYPICAL = new Costs(new BigDecimal("0.055"), new BigDecimal("0.010"));

    @Test
    void bothSidesArePaidOnBothDirections() {
        // Sold for 101 × 0.9999 × 0.99945, bought for 100 × 1.0001 × 1.00055.
        assertThat(TYPICAL.net(Direction.LONG, 100, 101)).isCloseTo(0.00869350055, within(1e-12));
        // Sold for 100 × 0.9999 × 0.99945, bought for 99 × 1.0001 × 1.00055.
        assertThat(TYPICAL.net(Direction.SHORT, 100, 99)).isCloseTo(0.00870650055, within(1e-12));
        assertThat(Costs.NONE.net(Direction.LONG, 100, 101)).isCloseTo(0.01, within(1e-15));
        assertThat(Costs.NONE.net(Direction.SHORT, 100, 101)).isCloseTo(-0.01, within(1e-15));
    }

    @Test
    void aTakeProfitIsViableAboveTheRoundTripAndThreeFifthsOfAStep() {
        BigDecimal step = new BigDecimal("0.001");
        assertThat(TYPICAL.roundTrip()).isEqualByComparingTo("0.0013");
        assertThat(TYPICAL.areClearedBy(new BigDecimal("0.0019"), step)).isFalse();
        assertThat(TYPICAL.areClearedBy(new BigDecimal("0.001901"), step)).isTrue();
    }

    @Test
    void refusesPercentagesThatCannotBe() {
        assertThat(new Costs(new BigDecimal("0.00"), new BigDecimal("99.9")).feePercent())
                .isEqualTo(BigDecimal.ZERO);
        assertThatThrownBy(() -> new Costs(BigDecimal.valueOf(100), BigDecimal.ZERO))
                .hasMessage("fee 100 % is not from 0 to below 100");
        assertThatThrownBy(() -> new Costs(BigDecimal.ZERO, new BigDecimal("-0.01")))
                .hasMessage("slippage -0.01 % is not from 0 to below 100");
    }
}

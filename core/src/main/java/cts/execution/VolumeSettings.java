package cts.execution;

import cts.money.Percent;
import java.math.BigDecimal;

/**
 * How big a position is made: notional = equity × position cost × connection factor × mode factor × strategy ratio.
 *
 * @param positionCost {@code volume.position-cost-percent}, share of the equity, above 0
 * @param maxRaise {@code volume.max-raise}, by how much the intended notional may be raised to meet the exchange's
 *     minimum, 1 or more
 * @param enforceMinimum {@code volume.enforce-minimum}, whether it is raised at all
 */
public record VolumeSettings(
        Percent positionCost,
        BigDecimal connectionFactor,
        BigDecimal liveFactor,
        BigDecimal presetFactor,
        BigDecimal maxRaise,
        boolean enforceMinimum) {

    public VolumeSettings {
        if (positionCost.isZero()
                || connectionFactor.signum() <= 0
                || liveFactor.signum() <= 0
                || presetFactor.signum() <= 0
                || maxRaise.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException("volume settings need a position cost and factors above 0 and a"
                    + " raise of 1 or more, not " + positionCost + " %, " + connectionFactor + ", " + liveFactor + ", "
                    + presetFactor + " and " + maxRaise);
        }
    }

    /** Paper money: 0.1 % of the equity, raised to the exchange's minimum where needed. */
    public static VolumeSettings paperDefaults() {
        return defaults(true);
    }

    /** Real money: 0.1 % of the equity, never raised. */
    public static VolumeSettings liveDefaults() {
        return defaults(false);
    }

    BigDecimal factor(Mode mode) {
        return connectionFactor.multiply(mode == Mode.LIVE ? liveFactor : presetFactor);
    }

    private static VolumeSettings defaults(boolean enforceMinimum) {
        return new VolumeSettings(
                Percent.of("0.1"),
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.valueOf(3),
                enforceMinimum);
    }
}

package cts.indication;

import cts.market.Direction;

/**
 * What a signal is a signal of: an indication with its parameters, in one direction.
 *
 * @param type name of the {@link IndicationType}
 */
public record IndicationKey(String type, Parameters parameters, Direction direction) {

    /** Without the direction: {@code direction:12}. */
    public String name() {
        return type + ":" + parameters;
    }

    @Override
    public String toString() {
        return name() + " " + direction.code();
    }
}

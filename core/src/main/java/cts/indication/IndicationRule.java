package cts.indication;

import cts.market.Direction;

/** The condition of one indication with its parameters, on one symbol. */
public interface IndicationRule {

    /** Whether the condition is true now; false while warming up. */
    boolean holds(Direction direction);

    /** How strongly, from 0 to 1; asked only while it holds. */
    double strength(Direction direction);
}

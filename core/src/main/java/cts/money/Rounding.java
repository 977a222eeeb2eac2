package cts.money;

import java.math.RoundingMode;

/** The direction in which a positive value goes to the next multiple of a tick or lot. A multiple stays where it is. */
public enum Rounding {
    /** Towards zero. */
    DOWN(RoundingMode.DOWN),
    /** Away from zero. */
    UP(RoundingMode.UP);

    private final RoundingMode mode;

    Rounding(RoundingMode mode) {
        this.mode = mode;
    }

    RoundingMode mode() {
        return mode;
    }

    /** The other direction. */
    public Rounding opposite() {
        return this == DOWN ? UP : DOWN;
    }
}

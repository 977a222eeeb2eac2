package cts.server.runtime;

/** The end of a simulated process, thrown where it happens; an error, so that nothing between catches it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    /** Where the process ends. */
    enum Point {
        BETWEEN_STEPS,
        /** A command of the engine has not reached the exchange. */
        BEFORE_COMMAND,
        /** A command has reached the exchange, and that is all that is left of it. */
        AFTER_COMMAND,
        /** A record is in the journal and was not applied. */
        AFTER_RECORD,
        /** Part of a record is in the journal. */
        WITHIN_RECORD,
        /** Part of a snapshot is on the disk. */
        WITHIN_SNAPSHOT
    }

    private final Point point;

    Crash(Point point) {
        super(point.name(), null, false, false);
        this.point = point;
    }

    Point point() {
        return point;
    }
}

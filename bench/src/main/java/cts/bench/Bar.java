package cts.bench;

import java.util.Optional;

/** What a figure has to reach. */
sealed interface Bar {

    /** At least so many times the peer's figure. */
    record TimesPeer(double factor) implements Bar {
        @Override
        public String text() {
            return "≥ %s× peer".formatted(Figures.of(factor));
        }
    }

    /** At least the figure. */
    record AtLeast(double least) implements Bar {
        @Override
        public String text() {
            return "≥ " + Figures.of(least);
        }
    }

    /** At most the figure. */
    record AtMost(double most) implements Bar {
        @Override
        public String text() {
            return "≤ " + Figures.of(most);
        }
    }

    /** Nothing: the figure is for orientation. */
    record None() implements Bar {
        @Override
        public String text() {
            return "";
        }
    }

    /** As in the table. */
    String text();

    /** Whether a figure reaches it beside a peer's; empty when there is nothing to reach or to compare with. */
    default Optional<Boolean> isMet(double ours, Optional<Double> peer) {
        return switch (this) {
            case TimesPeer(double factor) -> peer.map(theirs -> ours >= factor * theirs);
            case AtLeast(double least) -> Optional.of(ours >= least);
            case AtMost(double most) -> Optional.of(ours <= most);
            case None() -> Optional.empty();
        };
    }
}

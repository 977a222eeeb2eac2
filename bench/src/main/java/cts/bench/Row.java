package cts.bench;

import java.util.Optional;

/**
 * A line of the result.
 *
 * @param peer what the figure is compared with, if there is something
 * @param note what belongs to it; may be empty
 */
record Row(String section, String what, String unit, Spread ours, Optional<Peer> peer, Bar bar, String note) {

    /** @param name who it is, with {@code (quoted)} where its figure was not measured in this run */
    record Peer(String name, Spread spread) {}

    /** {@code yes}, {@code no}, {@code noisy} where the figures do not say, or {@code –} where there is no bar. */
    String verdict() {
        Optional<Boolean> median =
                bar.isMet(ours.median(), peer.map(each -> each.spread().median()));
        if (median.isEmpty()) return bar instanceof Bar.None ? "–" : "no peer";
        Optional<Boolean> worst =
                bar.isMet(worst(), peer.map(each -> each.spread().max()));
        Optional<Boolean> best =
                bar.isMet(best(), peer.map(each -> each.spread().min()));
        // However far they lie apart: when all figures say the same, it is so.
        boolean agreed = worst.equals(best);
        boolean noisy =
                ours.isNoisy() || peer.filter(each -> each.spread().isNoisy()).isPresent();
        if (noisy && !agreed) return "noisy";
        return median.get() ? "yes" : "no";
    }

    private double worst() {
        return bar instanceof Bar.AtMost ? ours.max() : ours.min();
    }

    private double best() {
        return bar instanceof Bar.AtMost ? ours.min() : ours.max();
    }

    /** Our median ÷ the peer's. */
    Optional<Double> ratio() {
        return peer.map(each -> ours.median() / each.spread().median());
    }
}

package cts.exchange;

import cts.exchange.RateLedger.Purpose;
import java.util.List;
import java.util.Map;

/**
 * The limits that bind one sender: those of its key, and those of its IP address, which other keys share. Not for
 * several threads at once.
 */
public record RateBudget(RateLedger key, RateLedger ip) {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60_000;
    private static final Map<String, List<RateWindow>> LIMITS = Map.of(
            "bybit", windows(10, 120),
            "binance", windows(10, 1_200),
            "okx", windows(20, 600),
            "bingx", windows(5, 100),
            "pionex", windows(5, 100),
            "orangex", windows(5, 100));

    /**
     * The windows of an exchange, for a key as for an address.
     *
     * @throws IllegalArgumentException if no limits are known for that exchange
     */
    public static List<RateWindow> limitsOf(String exchange) {
        List<RateWindow> windows = LIMITS.get(exchange);
        if (windows == null) {
            throw new IllegalArgumentException("no rate limits are known for exchange '" + exchange + "'; known are "
                    + LIMITS.keySet().stream().sorted().toList());
        }
        return windows;
    }

    /** Spends the weight on both and returns 0, or spends nothing and returns how many ms to wait. */
    public long acquire(long time, int weight, Purpose purpose) {
        long wait = Math.max(key.waitFor(time, weight, purpose), ip.waitFor(time, weight, purpose));
        if (wait == 0) {
            key.spend(time, weight);
            ip.spend(time, weight);
        }
        return wait;
    }

    private static List<RateWindow> windows(int perSecond, int perMinute) {
        return List.of(RateWindow.of(SECOND, perSecond), RateWindow.of(MINUTE, perMinute));
    }
}

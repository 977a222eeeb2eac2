package cts.market;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How long a candle lasts. */
public enum Timeframe {
    S1("1s", 1_000),
    S5("5s", 5_000),
    S15("15s", 15_000),
    S30("30s", 30_000),
    M1("1m", 60_000),
    M5("5m", 300_000),
    M15("15m", 900_000),
    H1("1h", 3_600_000),
    H4("4h", 14_400_000),
    D1("1d", 86_400_000);

    private final String code;
    private final long millis;

    Timeframe(String code, long millis) {
        this.code = code;
        this.millis = millis;
    }

    /** {@code 1m}, {@code 4h} and so on. */
    public String code() {
        return code;
    }

    public long millis() {
        return millis;
    }

    /** The open time of the candle that holds {@code time}; candles are aligned to the epoch. */
    public long openTimeOf(long time) {
        return Math.floorDiv(time, millis) * millis;
    }

    /**
     * Reads {@link #code()}.
     *
     * @throws IllegalArgumentException listing the known ones
     */
    public static Timeframe parse(String text) {
        for (Timeframe timeframe : values()) {
            if (timeframe.code.equals(text)) return timeframe;
        }
        throw new IllegalArgumentException("timeframe '" + text + "' is not one of "
                + Arrays.stream(values()).map(Timeframe::code).collect(Collectors.joining(" ")));
    }
}

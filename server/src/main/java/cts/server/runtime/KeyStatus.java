package cts.server.runtime;

import java.util.Optional;

/** One stream of signals: {@code indication} is {@code direction:5}, {@code direction} is {@code long} or {@code short}. */
public record KeyStatus(
        String indication,
        String type,
        String direction,
        long sets,
        long main,
        long real,
        long exchange,
        long signals,
        Optional<Long> lastFired) {}

package cts.server.runtime;

import java.util.Optional;

/** A pseudo position of a set; without exit it is open and {@code net} is what it would result in now. */
public record SetPosition(
        long entryTime,
        double entry,
        Optional<Long> exitTime,
        Optional<Double> exit,
        Optional<String> reason,
        double net) {}

package cts.engine;

import cts.pseudo.ExitReason;

/** How a pseudo position ended; {@code net} is a fraction of the entry. */
public record ClosedAs(long time, double price, ExitReason reason, double net) {}

package cts.engine;

import cts.promotion.Level;
import java.util.Optional;

/**
 * A pseudo position of a set that had reached Main or beyond when it opened.
 *
 * @param entryNumber numbers the entries of the kernel; with the cell it names the position
 * @param exchangePosition id of the exchange position that mirrors it
 */
public record PromotedPosition(
        int key,
        int cell,
        long entryNumber,
        Level level,
        long entryTime,
        double entry,
        Optional<String> exchangePosition) {}

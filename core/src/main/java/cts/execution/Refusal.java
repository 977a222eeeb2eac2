package cts.execution;

import java.math.BigDecimal;

/**
 * Why an entry was refused, with its figures.
 *
 * @param measured what was found
 * @param limit what would have been needed
 * @param sentence both in words
 */
public record Refusal(RefusalReason reason, BigDecimal measured, BigDecimal limit, String sentence) {

    static Refusal of(RefusalReason reason, long measured, long limit, String sentence) {
        return new Refusal(reason, BigDecimal.valueOf(measured), BigDecimal.valueOf(limit), sentence);
    }
}

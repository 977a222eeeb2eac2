package cts.server.storage.audit;

/**
 * What measuring a claim gave.
 *
 * @param measured what was found, with its figures
 */
public record Finding(Verdict verdict, String measured) {
    /** True if it holds, else false. */
    static Finding of(boolean holds, String measured) {
        return new Finding(holds ? Verdict.TRUE : Verdict.FALSE, measured);
    }

    static Finding notApplicable(String why) {
        return new Finding(Verdict.NOT_APPLICABLE, why);
    }
}

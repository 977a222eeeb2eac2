package cts.server.storage.audit;

/** What became of a claim. */
public enum Verdict {
    TRUE("true", "✔"),
    FALSE("false", "✘"),
    /** The claim is about something that this database or configuration does not have; the finding says why. */
    NOT_APPLICABLE("not applicable", "–");

    private final String word;
    private final String sign;

    Verdict(String word, String sign) {
        this.word = word;
        this.sign = sign;
    }

    public String word() {
        return word;
    }

    public String sign() {
        return sign;
    }
}

package cts.bench;

/** A measurement could not be made; the message is a sentence for people that names the mend. */
final class BenchFailure extends RuntimeException {
    BenchFailure(String sentence) {
        super(sentence);
    }

    BenchFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

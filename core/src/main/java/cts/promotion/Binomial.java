package cts.promotion;

/** The binomial distribution. */
final class Binomial {
    private Binomial() {}

    /**
     * The probability of at most {@code wins} wins in {@code trials} when each comes with probability {@code rate}: the sum
     * over k of C(n, k) p^k (1 − p)^(n − k).
     */
    static double atMost(int wins, int trials, double rate) {
        if (rate <= 0 || wins >= trials) return 1;
        if (rate >= 1) return 0;
        double term = Math.pow(1 - rate, trials);
        double sum = term;
        for (int k = 1; k <= wins; k++) {
            term *= (double) (trials - k + 1) / k * rate / (1 - rate);
            sum += term;
        }
        return Math.min(1, sum);
    }
}

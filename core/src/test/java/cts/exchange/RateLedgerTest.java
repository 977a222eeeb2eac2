package cts.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.exchange.RateLedger.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RateLedgerTest {

    private static RateLedger bybit() {
        return new RateLedger(RateBudget.limitsOf("bybit"));
    }

    @Test
    void keepsAReserveForCancels() {
        RateLedger ledger = bybit();
        for (int i = 0; i < 9; i++) {
            assertThat(ledger.waitFor(0, 1, Purpose.OTHER)).isZero();
            ledger.spend(0, 1);
        }
        assertThat(ledger.waitFor(0, 1, Purpose.OTHER)).isEqualTo(1_000);
        assertThat(ledger.waitFor(0, 1, Purpose.CANCEL)).isZero();
        ledger.spend(0, 1);
        assertThat(ledger.waitFor(400, 1, Purpose.CANCEL)).isEqualTo(600);
        assertThat(ledger.waitFor(1_000, 1, Purpose.CANCEL)).isZero();
    }

    @Test
    void noWindowEverHoldsMoreThanItsCapacityWhenTheWaitsAreKept() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<RateWindow> windows = List.of(RateWindow.of(1_000, 10), RateWindow.of(60_000, 120));
            RateLedger ledger = new RateLedger(windows);
            List<long[]> sent = new ArrayList<>();
            long time = 0;
            for (int i = 0; i < 400; i++) {
                time += random.nextInt(150);
                int weight = random.nextInt(1, 6);
                Purpose purpose = random.nextInt(4) == 0 ? Purpose.CANCEL : Purpose.OTHER;
                time += ledger.waitFor(time, weight, purpose);
                assertThat(ledger.waitFor(time, weight, purpose))
                        .as("seed %d", seed)
                        .isZero();
                ledger.spend(time, weight);
                sent.add(new long[] {time, weight});
                for (RateWindow window : windows) {
                    long from = time - window.length();
                    long used = sent.stream()
                            .filter(s -> s[0] > from)
                            .mapToLong(s -> s[1])
                            .sum();
                    assertThat(used).as("seed %d", seed).isLessThanOrEqualTo(window.capacity());
                }
            }
        }
    }

    @Test
    void countsInWhatTheExchangeReportsAboveOurs() {
        RateLedger ledger = bybit();
        ledger.spend(0, 2);
        ledger.reported(100, 60_000, 108);
        assertThat(ledger.used(60_000, 100)).isEqualTo(108);
        assertThat(ledger.waitFor(2_000, 1, Purpose.OTHER)).isEqualTo(58_000);
        ledger.reported(200, 60_000, 50);
        assertThat(ledger.used(60_000, 200)).isEqualTo(108);
    }

    @Test
    void holdsStillWhenTold() {
        RateLedger ledger = bybit();
        ledger.blockUntil(5_000);
        assertThat(ledger.waitFor(1_000, 1, Purpose.CANCEL)).isEqualTo(4_000);
        assertThat(ledger.waitFor(5_000, 1, Purpose.OTHER)).isZero();
    }

    @Test
    void keyAndAddressBothBind() {
        RateLedger address = bybit();
        RateBudget first = new RateBudget(bybit(), address);
        RateBudget second = new RateBudget(bybit(), address);
        for (int i = 0; i < 9; i++) {
            assertThat(first.acquire(0, 1, Purpose.OTHER)).isZero();
        }
        assertThat(second.acquire(0, 1, Purpose.OTHER)).isEqualTo(1_000);
        assertThat(second.key().used(1_000, 0)).isZero();
    }

    @Test
    void refusesAWeightThatNeverFits() {
        assertThatThrownBy(() -> bybit().waitFor(0, 10, Purpose.OTHER)).hasMessageContaining("never fits into 9");
        assertThatThrownBy(() -> RateBudget.limitsOf("mtgox")).hasMessageContaining("mtgox");
        assertThatThrownBy(() -> new RateWindow(1_000, 1, 1)).hasMessageContaining("lets nothing through");
    }
}

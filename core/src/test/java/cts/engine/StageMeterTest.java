package cts.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cts.engine.StageMeter.Health;
import org.junit.jupiter.api.Test;

/** A stage that is expected to take 100 ns, by a clock that stands still between runs. */
final class StageMeterTest {
    private long now;
    private final StageMeter meter = new StageMeter("execution", 100, () -> now);

    private void run(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            meter.begin();
            now += nanos;
            meter.succeeded();
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            meter.begin();
            meter.failed();
        }
    }

    @Test
    void isDegradedBelowNineteenOfTwentyAndUnhealthyBelowFourOfFive() {
        assertThat(meter.reading()).isEqualTo(new StageMeter.Reading("execution", 0, 1, 0, 100, Health.HEALTHY));
        run(96, 50);
        fail(5);
        assertThat(meter.reading().successRate()).isCloseTo(96 / 101.0, within(1e-12));
        assertThat(meter.reading().health()).isEqualTo(Health.HEALTHY);
        fail(1);
        assertThat(meter.reading().health()).as("96 of 102").isEqualTo(Health.DEGRADED);
        fail(16);
        assertThat(meter.reading().health()).as("96 of 118").isEqualTo(Health.DEGRADED);
        fail(3);
        assertThat(meter.reading().health()).as("96 of 121").isEqualTo(Health.UNHEALTHY);
    }

    @Test
    void theDurationIsJudgedByWhatFollowsTheFirstFiveHundredRuns() {
        run(500, 10_000);
        assertThat(meter.reading().meanNanos()).isCloseTo(10_000, within(1e-6));
        run(499, 199);
        assertThat(meter.reading().meanNanos()).isCloseTo(199, within(1e-6));
        run(1, 199);
        assertThat(meter.reading().health()).as("not twice as long as expected").isEqualTo(Health.HEALTHY);
        run(200, 230);
        assertThat(meter.reading().health()).as("longer than twice").isEqualTo(Health.DEGRADED);
        run(20_000, 301);
        assertThat(meter.reading().health()).as("longer than three times").isEqualTo(Health.UNHEALTHY);
        run(5_000, 100);
        assertThat(meter.reading().health()).as("a moving average").isEqualTo(Health.HEALTHY);
        assertThat(meter.reading().runs()).isEqualTo(26_200);
    }

    @Test
    void aStageThatIsSlowFromTheStartIsFoundOutAtTheThousandthRun() {
        run(999, 400);
        assertThat(meter.reading().health()).isEqualTo(Health.HEALTHY);
        run(1, 400);
        assertThat(meter.reading().health()).isEqualTo(Health.UNHEALTHY);
    }

    @Test
    void theWorseOfTwoCounts() {
        assertThat(Health.HEALTHY.worse(Health.DEGRADED)).isEqualTo(Health.DEGRADED);
        assertThat(Health.UNHEALTHY.worse(Health.DEGRADED)).isEqualTo(Health.UNHEALTHY);
    }
}

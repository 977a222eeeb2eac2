package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void lineHasBarShareRateAndTimeLeft() {
        assertThat(Progress.line(250_000, 1_000_000, "candles", 2.5))
                .isEqualTo("[#####...............]  25 % 250,000 candles, 100,000/s, 8 s left");
        assertThat(Progress.line(0, 100, "trades", 0)).isEqualTo("[....................]   0 % 0 trades, 0/s");
        assertThat(Progress.line(100, 100, "trades", 1))
                .isEqualTo("[####################] 100 % 100 trades, 100/s, 0 s left");
        assertThat(Progress.line(0, 0, "trades", 1)).startsWith("[####################] 100 %");
    }

    @Test
    void longTimesAreInMinutesAndHours() {
        assertThat(Progress.line(1, 91, "bars", 1)).endsWith(", 1 min 30 s left");
        assertThat(Progress.line(1, 7_261, "bars", 1)).endsWith(", 2 h 1 min left");
    }

    @Test
    void lineFitsIntoEightyColumns() {
        assertThat(Progress.line(99_999_999, 999_999_999, "bars scanned", 9_999))
                .hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void shortWorkAndPipesShowNothing() {
        StringWriter out = new StringWriter();
        try (Progress progress = new Progress(Optional.of(new PrintWriter(out)), "bars", 10)) {
            progress.at(5);
            progress.at(10);
        }
        assertThat(out.toString()).isEmpty();
        try (Progress progress = new Progress(Optional.empty(), "bars", 10)) {
            progress.at(5);
        }
        assertThat(out.toString()).isEmpty();
    }
}

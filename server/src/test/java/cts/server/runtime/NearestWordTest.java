package cts.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NearestWordTest {
    @Test
    void distanceCountsEdits() {
        assertThat(NearestWord.distance("sweep", "sweep")).isZero();
        assertThat(NearestWord.distance("swep", "sweep")).isEqualTo(1);
        assertThat(NearestWord.distance("", "up")).isEqualTo(2);
        assertThat(NearestWord.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void takesTheNearestAndNothingFar() {
        assertThat(NearestWord.of("grid.step-percnt", Stream.of("grid.step-percent", "grid.step-relation")))
                .contains("grid.step-percent");
        assertThat(NearestWord.of("colour", Stream.of("grid.step-percent"))).isEmpty();
    }

    @Test
    void comparesNoWordOfAnAbsurdLength() {
        String absurd = "x".repeat(1000);
        assertThat(NearestWord.of(absurd, Stream.of(absurd))).isEmpty();
    }
}

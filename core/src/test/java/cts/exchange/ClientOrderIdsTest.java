package cts.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClientOrderIdsTest {

    private static ClientOrderIds ids(String installation, String connection, long epoch) {
        return new ClientOrderIds(installation, connection, epoch);
    }

    @Test
    void theSameHistoryGivesTheSameIds() {
        ClientOrderIds first = ids("home", "c1", 3);
        ClientOrderIds second = ids("home", "c1", 3);
        for (int i = 0; i < 100; i++) {
            assertThat(first.next()).isEqualTo(second.next());
        }
    }

    @Test
    void idsOfDifferentOriginEpochOrNumberDiffer() {
        Set<ClientOrderId> seen = new HashSet<>();
        for (String installation : new String[] {"home", "away"}) {
            for (String connection : new String[] {"c1", "c2", "0199f0a0-7e3b-7c11-8a52-1d2f3a4b5c6d"}) {
                for (long epoch = 0; epoch < 3; epoch++) {
                    ClientOrderIds ids = ids(installation, connection, epoch);
                    for (int i = 0; i < 50; i++) {
                        assertThat(seen.add(ids.next())).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void everySupportedExchangeTakesTheirForm() {
        assertThat(ids("home", "c1", 60_466_175).next().value()).matches("[a-z0-9]{30}");
    }

    @Test
    void knowsItsOwnInAnyEpochAndNoOther() {
        ClientOrderIds ids = ids("home", "c1", 3);
        assertThat(ids.isOurs(ids("home", "c1", 9).next().value())).isTrue();
        assertThat(ids.isOurs(ids.next().value().toUpperCase(java.util.Locale.ROOT)))
                .isTrue();
        assertThat(ids.isOurs(ids("home", "c2", 3).next().value())).isFalse();
        assertThat(ids.isOurs(ids("away", "c1", 3).next().value())).isFalse();
        assertThat(ids.isOurs("")).isFalse();
    }

    @Test
    void aCopyThatMovedToAnotherInstallationMeetsNoIdOfTheOriginal() throws IOException {
        ClientOrderIds original = ids("home", "c1", 3);
        original.next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        original.save(new DataOutputStream(bytes));
        ClientOrderIds copy = ClientOrderIds.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        copy.moveTo("away", "c1");
        assertThat(copy.isOf("away", "c1")).isTrue();
        assertThat(copy.isOf("home", "c1")).isFalse();
        for (int i = 0; i < 100; i++) {
            ClientOrderId next = copy.next();
            assertThat(next).isNotEqualTo(original.next());
            assertThat(original.isOurs(next.value())).isFalse();
            assertThat(next.value()).hasSize(30);
        }
    }

    @Test
    void refusesAnOlderEpoch() {
        ClientOrderIds ids = ids("home", "c1", 3);
        assertThatThrownBy(() -> ids.beginEpoch(2)).hasMessageContaining("epoch 2 is older than 3");
        ids.beginEpoch(4);
        assertThat(ids.epoch()).isEqualTo(4);
    }

    @Test
    void goesOnAfterARoundTrip() throws IOException {
        ClientOrderIds ids = ids("home", "c1", 3);
        ids.next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ids.save(new DataOutputStream(bytes));
        ClientOrderIds copy = ClientOrderIds.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(copy.next()).isEqualTo(ids.next());
    }
}

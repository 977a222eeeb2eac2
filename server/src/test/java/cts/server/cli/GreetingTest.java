package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class GreetingTest {
    @Test
    void tellsMarketMoneyAddressAndTheLinkOfTheFirstStart() {
        Greeting first = new Greeting(
                "Recorded market: trades, ×300",
                "paper",
                Optional.of("http://127.0.0.1:8080"),
                Optional.of("http://127.0.0.1:8080/?setup=abc"));
        assertThat(first.text().lines())
                .containsExactly(
                        "Recorded market: trades, ×300. Money: paper.",
                        "CTS is ready: http://127.0.0.1:8080",
                        "First start: open this link once to look around and to create the administrator:",
                        "  http://127.0.0.1:8080/?setup=abc",
                        "Stop with Ctrl-C; it goes on where it stood.");
    }

    @Test
    void withoutHttpThereIsNothingToOpen() {
        Greeting replay = new Greeting("Recorded market: trades, ×1", "paper", Optional.empty(), Optional.empty());
        assertThat(replay.text()).isEqualTo("Recorded market: trades, ×1. Money: paper.\n");
    }
}

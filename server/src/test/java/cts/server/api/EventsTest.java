package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cts.promotion.Figure;
import cts.server.runtime.LiveEvent;
import cts.server.runtime.SignalView;
import cts.server.storage.DatabaseType;
import cts.server.storage.repository.ExchangePositions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class EventsTest {
    private ApiFixture fixture;

    @BeforeEach
    void start() {
        fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
        ApiRows.fill(fixture);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void streamBeginsWithStatusAndFunnelAndGoesOnWithWhatHappens() {
        try (Browser viewer = fixture.as("viewer");
                Stream stream = open(viewer)) {
            JsonNode status = stream.next("status");
            assertThat(status.path("moneyMode").stringValue()).isEqualTo("paper");
            assertThat(status.path("engines")).hasSize(1);
            assertThat(stream.next("funnel").path("main").intValue()).isEqualTo(40);

            fixture.trading.publish(new LiveEvent.Price("BTCUSD", 5, 100.5));
            assertThat(stream.next("price")).hasToString("{\"symbol\":\"BTCUSD\",\"time\":5,\"price\":100.5}");
            fixture.trading.publish(
                    new LiveEvent.Signal("BTCUSD", new SignalView(6, "direction:5", "long", 0.5, 100.5)));
            assertThat(stream.next("indication"))
                    .hasToString("{\"time\":6,\"indication\":\"direction:5\",\"direction\":\"long\",\"strength\":0.5,"
                            + "\"price\":100.5,\"symbol\":\"BTCUSD\"}");
            fixture.trading.publish(new LiveEvent.Promotion(
                    "set-1",
                    "name",
                    7,
                    "real",
                    "main",
                    "real",
                    List.of(new Figure("mean of last 15", Double.NaN, "above", 0.4, false))));
            assertThat(stream.next("verdict"))
                    .hasToString("{\"setId\":\"set-1\",\"setName\":\"name\",\"time\":7,\"gate\":\"real\","
                            + "\"from\":\"main\",\"to\":\"real\",\"figures\":[{\"name\":\"mean of last 15\","
                            + "\"value\":null,\"relation\":\"above\",\"threshold\":0.4,\"holds\":false}]}");
            fixture.trading.publish(new LiveEvent.Notice("info", "The feed has ended."));
            assertThat(stream.next("notice").path("message").stringValue()).isEqualTo("The feed has ended.");
            fixture.trading.publish(new LiveEvent.Pseudo(8, 3, 2, 1, List.of()));
            assertThat(stream.next("pseudo").path("opened").intValue()).isEqualTo(3);
        }
    }

    @Test
    void positionComesAsItsRowOnceThatIsAsTheEventSays() {
        try (Browser viewer = fixture.as("viewer");
                Stream stream = open(viewer)) {
            stream.next("status");
            fixture.trading.publish(new LiveEvent.ExchangePosition("exchange-3", "set", "long", "open", 9));
            fixture.trading.publish(new LiveEvent.Price("BTCUSD", 1, 1));
            stream.next("price");
            assertThat(fixture.writer.offer(ExchangePositions.write(ApiRows.exchange("exchange-3", "opening"))))
                    .isTrue();
            fixture.flush();
            fixture.trading.publish(new LiveEvent.Price("BTCUSD", 2, 2));
            stream.next("price");
            assertThat(fixture.writer.offer(ExchangePositions.write(ApiRows.exchange("exchange-3", "open"))))
                    .isTrue();
            JsonNode position = stream.next("position");
            assertThat(position.path("id").stringValue()).isEqualTo("exchange-3");
            assertThat(position.path("status").stringValue()).isEqualTo("open");
            assertThat(position.path("quantity").stringValue()).isEqualTo("0.015");
            assertThat(position.path("setName").stringValue()).isEqualTo("direction:5 long 6/0.5/0.3-0.1");
        }
    }

    @Test
    void equityOfAnothersConnectionIsNotTold() {
        try (Browser viewer = fixture.as("viewer");
                Stream stream = open(viewer)) {
            stream.next("status");
            fixture.trading.publish(new LiveEvent.Equity(FakeTrading.HIDDEN, 1, BigDecimal.ONE));
            fixture.trading.publish(new LiveEvent.Equity(FakeTrading.CONNECTION, 2, new BigDecimal("10.50")));
            assertThat(stream.next("equity"))
                    .hasToString("{\"connectionId\":\"connection-1\",\"time\":2,\"equity\":\"10.5\"}");
        }
    }

    @Test
    void browserThatDoesNotReadHoldsUpNeitherTheEnginesNorTheOthers() throws IOException {
        try (Browser slow = fixture.as("viewer");
                Browser viewer = fixture.as("trader");
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), fixture.server.port());
                Stream stream = open(viewer)) {
            silent.setReceiveBufferSize(1_024);
            silent.getOutputStream()
                    .write(("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:" + fixture.server.port()
                                    + "\r\nCookie: cts-session="
                                    + slow.cookie("cts-session").orElseThrow() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(silent.getInputStream().read()).isEqualTo('H');
            stream.next("status");
            String message = "x".repeat(10_000);
            long begun = System.nanoTime();
            for (int i = 0; i < 20_000; i++) {
                fixture.trading.publish(new LiveEvent.Notice("info", message));
                fixture.trading.publish(new LiveEvent.Price("BTCUSD", i, i));
            }
            // 200 MB would take longer than this if they went through the silent browser's connection.
            assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
            assertThat(stream.next("notice").path("message").stringValue()).isEqualTo(message);
            fixture.trading.publish(new LiveEvent.Price("ETHUSD", 7, 7));
            JsonNode price = stream.next("price");
            while (!price.path("symbol").stringValue().equals("ETHUSD")) {
                price = stream.next("price");
            }
            assertThat(price.path("price").intValue()).isEqualTo(7);
        }
    }

    @Test
    void streamEndsAtLogout() {
        try (Browser viewer = fixture.as("viewer");
                Stream stream = open(viewer)) {
            stream.next("status");
            assertThat(viewer.post("/api/auth/logout", "{}").status()).isEqualTo(200);
            stream.readToEnd();
        }
    }

    @Test
    void streamEndsWhenTheServerStops() {
        try (Browser viewer = fixture.as("viewer");
                Stream stream = open(viewer)) {
            stream.next("status");
            long begun = System.nanoTime();
            fixture.server.close();
            assertThat(System.nanoTime() - begun).isLessThan(4_000_000_000L);
            stream.readToEnd();
        }
    }

    private static Stream open(Browser browser) {
        HttpResponse<InputStream> response =
                browser.sendFor(browser.request("/api/events").GET(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=utf-8");
        return new Stream(new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    /** Reads a stream event by event. */
    private record Stream(BufferedReader lines) implements AutoCloseable {
        /** The data of the next event of that name. */
        JsonNode next(String name) {
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.equals("event: " + name)) {
                        return Json.read(lines.readLine().substring("data: ".length()));
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            throw new AssertionError("the stream ended before an event " + name);
        }

        void readToEnd() {
            try {
                while (lines.readLine() != null) {
                    // On to the end.
                }
            } catch (IOException cut) {
                // Cut off is an end, too.
            }
        }

        @Override
        public void close() {
            try {
                lines.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}

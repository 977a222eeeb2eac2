package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.runtime.CandleView;
import cts.server.runtime.LiveEvent;
import cts.server.runtime.SignalView;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventMailboxTest {
    private final EventMailbox mailbox = new EventMailbox();

    @Test
    void newestPriceAndCandleOfEachSymbolCount() {
        for (int i = 0; i < 1_000; i++) {
            mailbox.put(new LiveEvent.Price("BTCUSD", i, 100 + i));
            mailbox.put(new LiveEvent.Price("ETHUSD", i, 10 + i));
            mailbox.put(new LiveEvent.Candle("BTCUSD", "1m", new CandleView(i, 1, 2, 0, 1, 1)));
        }
        assertThat(mailbox.takeQuarterly())
                .containsExactly(
                        new LiveEvent.Price("BTCUSD", 999, 1_099),
                        new LiveEvent.Price("ETHUSD", 999, 1_009),
                        new LiveEvent.Candle("BTCUSD", "1m", new CandleView(999, 1, 2, 0, 1, 1)));
        assertThat(mailbox.takeQuarterly()).isEmpty();
    }

    @Test
    void openingsAndClosingsAreAddedUpUntilTheSecondIsFull() {
        for (int i = 1; i <= 100; i++) {
            mailbox.put(new LiveEvent.Pseudo(
                    i, 2, 1, i, List.of(new LiveEvent.Closed("set " + i, "long", 100, 101, "take_profit", 0.01))));
        }
        assertThat(mailbox.takeQuarterly()).isEmpty();
        assertThat(mailbox.takeEachSecond()).singleElement().satisfies(event -> {
            LiveEvent.Pseudo sum = (LiveEvent.Pseudo) event;
            assertThat(sum.opened()).isEqualTo(200);
            assertThat(sum.closed()).isEqualTo(100);
            assertThat(sum.open()).isEqualTo(100);
            assertThat(sum.recent()).hasSize(10);
            assertThat(sum.recent().getLast().setName()).isEqualTo("set 100");
        });
    }

    @Test
    void promotionsComeInOrderAtMostTenASecondAndTheOldestGoWithoutAWord() {
        IntStream.range(0, 250).forEach(i -> mailbox.put(promotion(i)));
        assertThat(mailbox.takeQuarterly()).containsExactly(promotion(50), promotion(51));
        assertThat(mailbox.takeQuarterly()).containsExactly(promotion(52), promotion(53));
    }

    @Test
    void noticesThatWereLeftOutAreTold() {
        IntStream.range(0, 60).forEach(i -> mailbox.put(new LiveEvent.Notice("info", "notice " + i)));
        List<LiveEvent> due = mailbox.takeQuarterly();
        assertThat(due).hasSize(51);
        assertThat(due.getFirst()).isEqualTo(new LiveEvent.Notice("info", "notice 10"));
        assertThat(due.getLast())
                .isEqualTo(new LiveEvent.Notice(
                        "warn",
                        "10 events were left out because this page was too slow for them: reload it to see all."));
        assertThat(mailbox.takeQuarterly()).isEmpty();
    }

    @Test
    void signalsAreAFewAtATimeAndTheOldestGoWithoutAWord() {
        IntStream.range(0, 130).forEach(i -> mailbox.put(signal(i)));
        assertThat(mailbox.takeQuarterly())
                .containsExactlyElementsOf(IntStream.range(30, 35)
                        .mapToObj(EventMailboxTest::signal)
                        .toList());
    }

    @Test
    void lastStateOfAPositionAndLastEquityCount() {
        mailbox.put(new LiveEvent.ExchangePosition("p", "set", "long", "opening", 1));
        mailbox.put(new LiveEvent.ExchangePosition("p", "set", "long", "open", 2));
        mailbox.put(new LiveEvent.Equity("c", 1, BigDecimal.ONE));
        mailbox.put(new LiveEvent.Equity("c", 2, BigDecimal.TEN));
        assertThat(mailbox.takePositions())
                .containsExactly(new LiveEvent.ExchangePosition("p", "set", "long", "open", 2));
        assertThat(mailbox.takeEachSecond()).containsExactly(new LiveEvent.Equity("c", 2, BigDecimal.TEN));
        assertThat(mailbox.takePositions()).isEmpty();
    }

    private static LiveEvent promotion(int number) {
        return new LiveEvent.Promotion("set", "name", number, "real", "main", "real", List.of());
    }

    private static LiveEvent signal(int number) {
        return new LiveEvent.Signal("BTCUSD", new SignalView(number, "direction:5", "long", 1, 100));
    }
}

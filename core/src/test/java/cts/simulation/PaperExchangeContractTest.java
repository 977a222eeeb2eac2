package cts.simulation;

import cts.exchange.Exchange;
import cts.exchange.ExchangeContract;
import cts.exchange.ExchangeEvent;
import cts.exchange.Samples;
import cts.market.Instrument;
import cts.money.Price;
import java.util.ArrayList;
import java.util.List;

final class PaperExchangeContractTest extends ExchangeContract {

    @Override
    protected Venue venue() {
        PaperVenue venue = new PaperVenue();
        venue.price("50000");
        return venue;
    }

    private static final class PaperVenue implements Venue {
        private final PaperExchange exchange = new PaperExchange(PaperSettings.defaults("USDT"));
        private long now = 1_700_000_000_000L;

        @Override
        public Exchange exchange() {
            return exchange;
        }

        @Override
        public Instrument instrument() {
            return Samples.BTC;
        }

        @Override
        public void price(String price) {
            now += 1_000;
            exchange.onPrice(now, Samples.BTC.symbol(), Price.of(price));
        }

        @Override
        public List<ExchangeEvent> events() {
            List<ExchangeEvent> events = new ArrayList<>();
            exchange.drainTo(events::add);
            return events;
        }

        @Override
        public long time() {
            return now;
        }
    }
}

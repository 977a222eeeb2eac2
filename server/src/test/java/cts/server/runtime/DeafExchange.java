package cts.server.runtime;

import cts.exchange.ClientOrderId;
import cts.exchange.Exchange;
import cts.exchange.OrderRequest;
import cts.exchange.TriggerAmendment;
import cts.market.Instrument;

/** An exchange that nobody may tell anything. */
record DeafExchange(boolean attachesExits) implements Exchange {

    private static IllegalStateException told() {
        return new IllegalStateException("this exchange must not be told anything");
    }

    @Override
    public void place(OrderRequest request) {
        throw told();
    }

    @Override
    public void cancel(Instrument instrument, ClientOrderId id) {
        throw told();
    }

    @Override
    public void amend(TriggerAmendment amendment) {
        throw told();
    }

    @Override
    public void queryOrder(Instrument instrument, ClientOrderId id) {
        throw told();
    }

    @Override
    public void queryOpenOrders() {
        throw told();
    }

    @Override
    public void queryPositions() {
        throw told();
    }

    @Override
    public void queryBalance() {
        throw told();
    }

    @Override
    public void setLeverage(Instrument instrument, int leverage) {
        throw told();
    }
}

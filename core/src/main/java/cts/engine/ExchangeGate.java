package cts.engine;

import cts.exchange.ClientOrderId;
import cts.exchange.Exchange;
import cts.exchange.OrderRequest;
import cts.exchange.TriggerAmendment;
import cts.market.Instrument;

/**
 * The way to an exchange, closed until it is opened: commands that were given in an earlier life are not given again while
 * that life is restored. One thread.
 */
final class ExchangeGate implements Exchange {
    private final Exchange exchange;
    private boolean open;

    ExchangeGate(Exchange exchange) {
        this.exchange = exchange;
    }

    void open() {
        open = true;
    }

    @Override
    public boolean attachesExits() {
        return exchange.attachesExits();
    }

    @Override
    public void place(OrderRequest request) {
        if (open) exchange.place(request);
    }

    @Override
    public void cancel(Instrument instrument, ClientOrderId id) {
        if (open) exchange.cancel(instrument, id);
    }

    @Override
    public void amend(TriggerAmendment amendment) {
        if (open) exchange.amend(amendment);
    }

    @Override
    public void queryOrder(Instrument instrument, ClientOrderId id) {
        if (open) exchange.queryOrder(instrument, id);
    }

    @Override
    public void queryOpenOrders() {
        if (open) exchange.queryOpenOrders();
    }

    @Override
    public void queryPositions() {
        if (open) exchange.queryPositions();
    }

    @Override
    public void queryBalance() {
        if (open) exchange.queryBalance();
    }

    @Override
    public void setLeverage(Instrument instrument, int leverage) {
        if (open) exchange.setLeverage(instrument, leverage);
    }
}

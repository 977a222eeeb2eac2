package cts.server.runtime;

import cts.exchange.ClientOrderId;
import cts.exchange.Exchange;
import cts.exchange.OrderRequest;
import cts.exchange.TriggerAmendment;
import cts.market.Instrument;
import java.util.function.Consumer;

/** The way to the exchange, on which every order is looked at before it goes, and on which the process may end. One thread. */
final class WatchedExchange implements Exchange {
    private final Exchange exchange;
    private final Consumer<OrderRequest> customs;
    private Crash.Point point = Crash.Point.BEFORE_COMMAND;
    private int commandsLeft = Integer.MAX_VALUE;

    /** @param customs looks at each order before it is sent */
    WatchedExchange(Exchange exchange, Consumer<OrderRequest> customs) {
        this.exchange = exchange;
        this.customs = customs;
    }

    /** The process ends at the command after so many. */
    void crashAt(Crash.Point where, int commands) {
        point = where;
        commandsLeft = commands;
    }

    void crashNowhere() {
        commandsLeft = Integer.MAX_VALUE;
    }

    private void pass(Runnable command) {
        boolean last = commandsLeft-- == 0;
        if (last && point == Crash.Point.BEFORE_COMMAND) throw new Crash(point);
        command.run();
        if (last) throw new Crash(point);
    }

    @Override
    public boolean attachesExits() {
        return exchange.attachesExits();
    }

    @Override
    public void place(OrderRequest request) {
        customs.accept(request);
        pass(() -> exchange.place(request));
    }

    @Override
    public void cancel(Instrument instrument, ClientOrderId id) {
        pass(() -> exchange.cancel(instrument, id));
    }

    @Override
    public void amend(TriggerAmendment amendment) {
        pass(() -> exchange.amend(amendment));
    }

    @Override
    public void queryOrder(Instrument instrument, ClientOrderId id) {
        exchange.queryOrder(instrument, id);
    }

    @Override
    public void queryOpenOrders() {
        exchange.queryOpenOrders();
    }

    @Override
    public void queryPositions() {
        exchange.queryPositions();
    }

    @Override
    public void queryBalance() {
        exchange.queryBalance();
    }

    @Override
    public void setLeverage(Instrument instrument, int leverage) {
        exchange.setLeverage(instrument, leverage);
    }
}

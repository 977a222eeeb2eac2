package cts.exchange;

/** Takes the events of an exchange, one at a time, on the loop that owns the orders. */
@FunctionalInterface
public interface ExchangeListener {

    void onExchangeEvent(ExchangeEvent event);
}

package cts.exchange;

import cts.market.Instrument;

/**
 * An account at an exchange, as the loop that trades it sees it: commands that return at once and promise nothing.
 * Their outcomes come as {@link ExchangeEvent}s to the listener of the same loop.
 *
 * <p>An adapter must: keep the order of its own commands; send a request at most once under its client order id and
 * never retry what could change something without knowing that the first try changed nothing; turn every missing or
 * unclear answer (time-out, 5xx, disconnect) into {@link ExchangeEvent.Unknown}; report each fill with the venue's fill
 * id; answer every query, or let it be asked again.
 */
public interface Exchange {

    /** Whether {@link OrderRequest#exits} are honoured: they stand with the first fill and follow the filled quantity. */
    boolean attachesExits();

    /** Sends an order. Answers: Accepted, Rejected or Unknown, and fills at any time, even before those. */
    void place(OrderRequest request);

    /** Takes what is left of an order out of the market. Answers: Cancelled, CancelRejected or Unknown. */
    void cancel(Instrument instrument, ClientOrderId id);

    /** Moves a standing stop or take profit. Answers: ProtectionConfirmed, AmendRejected or Unknown. */
    void amend(TriggerAmendment amendment);

    /** Asks about an order by our id. Answers: OrderReport or OrderNotFound. */
    void queryOrder(Instrument instrument, ClientOrderId id);

    /** Asks for all open orders. Answer: OpenOrdersReport. */
    void queryOpenOrders();

    /** Asks for all positions. Answer: PositionsReport. */
    void queryPositions();

    /** Asks for the balance of the account's trading asset. Answer: BalanceReport. */
    void queryBalance();

    /** Sets the leverage of a symbol. Answers: LeverageSet or LeverageRejected. */
    void setLeverage(Instrument instrument, int leverage);
}

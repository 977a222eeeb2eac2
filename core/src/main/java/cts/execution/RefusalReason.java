package cts.execution;

/** Why an entry was refused. */
public enum RefusalReason {
    /** All trading was stopped. */
    EMERGENCY_STOPPED,
    /** The engine is paused. */
    PAUSED,
    /** Our records were not yet compared with the exchange's. */
    NOT_RECONCILED,
    /** Nothing is heard from the exchange. */
    DISCONNECTED,
    /** Our records and the exchange's differ, and no one has explained it. */
    SYMBOL_FROZEN,
    /** Someone else's position is on the symbol. */
    FOREIGN_POSITION,
    /** The symbol is not on the list. */
    SYMBOL_NOT_ALLOWED,
    /** Spot cannot be sold short. */
    SPOT_SHORT,
    /** The leverage is higher than allowed, or not yet confirmed by the exchange. */
    LEVERAGE,
    /** Another position holds the leg. */
    LEG_TAKEN,
    /** A position of the other direction is open on the symbol. */
    OPPOSITE_OPEN,
    /** As many legs are open as the exchange takes. */
    MAX_OPEN_LEGS,
    /** No price, or an old one. */
    STALE_PRICE,
    /** The market has left the price of the signal. */
    PRICE_BAND,
    /** The balance was not read lately. */
    STALE_EQUITY,
    /** Too small for the exchange. */
    BELOW_MINIMUM,
    /** Too much in one symbol. */
    SYMBOL_NOTIONAL,
    /** Too much in all. */
    GROSS_NOTIONAL,
    /** Too much lost today. */
    DAILY_LOSS,
    /** Too far below the highest equity. */
    DRAWDOWN,
    /** Too many new orders within a minute. */
    ORDER_RATE
}

package cts.execution;

/** Whether a desk opens positions. What is open is protected and closed in every state. */
public enum TradingState {
    TRADING,
    /** Opens nothing until it is resumed. */
    PAUSED,
    /** Opens nothing until someone resumes it after an emergency stop. */
    EMERGENCY_STOPPED
}

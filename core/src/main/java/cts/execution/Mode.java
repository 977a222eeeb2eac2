package cts.execution;

/** On whose account a position is opened: the main grid's (live trade) or a preset's (preset trade). */
public enum Mode {
    LIVE,
    PRESET
}

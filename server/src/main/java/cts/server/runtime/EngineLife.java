package cts.server.runtime;

import cts.market.MarketFeed;

/**
 * One life of an engine: from the restore of its state to the fault that ends it or the end of the program. The loop owns
 * machine, recorder, ears, history and feed; signals and candles may be asked by any thread.
 */
record EngineLife(
        EngineMachine machine,
        Recorder recorder,
        EngineEars ears,
        SignalLog signals,
        CandleWriter candles,
        EngineHistory history,
        MarketFeed feed) {

    boolean isBroken() {
        return machine.fault().isPresent();
    }
}

package cts.server.runtime;

import cts.engine.EngineConnection;
import cts.engine.ExchangeConnection;
import cts.exchange.Exchange;
import cts.indication.IndicationCatalogue;
import cts.simulation.PaperConnection;
import java.io.DataInput;
import java.io.IOException;

/** Where a machine gets its connection from: a new one, or one as it was saved. */
sealed interface ConnectionSource {

    EngineConnection make(EngineConnection.Ears ears);

    EngineConnection load(DataInput in, EngineConnection.Ears ears) throws IOException;

    /** All that must be the same where a saved state is to be loaded. */
    String settingsText();

    /** Paper money: the exchange is part of the state. */
    record Paper(PaperConnection.Settings settings, IndicationCatalogue catalogue) implements ConnectionSource {
        @Override
        public EngineConnection make(EngineConnection.Ears ears) {
            return new PaperConnection(settings, catalogue, ears);
        }

        @Override
        public EngineConnection load(DataInput in, EngineConnection.Ears ears) throws IOException {
            return PaperConnection.load(in, settings, catalogue, ears);
        }

        @Override
        public String settingsText() {
            return settings.toString();
        }
    }

    /** An exchange that lives on while the engine does not. */
    record Elsewhere(ExchangeConnection.Settings settings, IndicationCatalogue catalogue, Exchange exchange)
            implements ConnectionSource {
        @Override
        public EngineConnection make(EngineConnection.Ears ears) {
            return new ExchangeConnection(settings, catalogue, exchange, ears);
        }

        @Override
        public EngineConnection load(DataInput in, EngineConnection.Ears ears) throws IOException {
            return ExchangeConnection.load(in, settings, catalogue, exchange, ears);
        }

        @Override
        public String settingsText() {
            return settings.toString();
        }
    }
}

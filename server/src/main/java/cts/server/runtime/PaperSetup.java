package cts.server.runtime;

import cts.market.Instrument;
import cts.server.storage.Database;
import cts.server.storage.UuidSource;
import cts.server.storage.repository.Connections;
import cts.server.storage.repository.Instruments;
import cts.server.storage.repository.Users;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes what a paper connection needs in an empty database: the built-in user {@code system}, who cannot log in, the
 * connection, which everyone sees and which trades paper money at once, and its instrument.
 */
public final class PaperSetup {
    private static final String SYSTEM = "system";

    private final Database database;
    private final UuidSource ids;
    private final InstantSource clock;

    public PaperSetup(Database database, UuidSource ids, InstantSource clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** The id of the connection of that name, made if it is missing. */
    public String connection(String name, Instrument instrument) {
        String user = systemUser();
        saveInstrument(instrument);
        Connections connections = new Connections(database);
        Optional<Connections.Row> found = connections.byName(user, name);
        if (found.isPresent()) return found.get().id();
        Connections.Row made = row(user, name, instrument.exchange());
        connections.save(made);
        return made.id();
    }

    private String systemUser() {
        Users users = new Users(database);
        Optional<Users.Row> found = users.byUsername(SYSTEM);
        if (found.isPresent()) return found.get().id();
        long now = clock.millis();
        Users.Row made = new Users.Row(
                ids.next(),
                SYSTEM,
                Optional.empty(),
                Optional.empty(),
                "viewer",
                true,
                Optional.empty(),
                Optional.empty(),
                now,
                now,
                Optional.empty());
        users.save(made);
        return made.id();
    }

    private void saveInstrument(Instrument instrument) {
        Instruments instruments = new Instruments(database);
        if (instruments.find(instrument.exchange(), instrument.symbol()).isPresent()) return;
        instruments.saveAll(List.of(new Instruments.Row(
                ids.next(),
                instrument.exchange(),
                instrument.symbol(),
                instrument.base(),
                instrument.quote(),
                instrument.kind().name().toLowerCase(Locale.ROOT),
                instrument.tickSize().value(),
                instrument.lotSize().value(),
                instrument.minQuantity().value(),
                instrument.minNotional().value(),
                instrument.maxLeverage(),
                clock.millis())));
    }

    private Connections.Row row(String user, String name, String exchange) {
        long now = clock.millis();
        return new Connections.Row(
                ids.next(),
                user,
                name,
                exchange,
                "perpetual",
                Connections.PAPER,
                Optional.empty(),
                Optional.empty(),
                "cross",
                "one_way",
                false,
                true,
                true,
                true,
                true,
                true,
                false,
                Optional.empty(),
                BigDecimal.ONE,
                1,
                "[]",
                "{}",
                "{}",
                "{}",
                "{}",
                Optional.of(now),
                Optional.of("passed"),
                Optional.empty(),
                Optional.empty(),
                "[\"paper money: nothing to test\"]",
                0,
                now,
                now,
                Optional.empty());
    }
}

package cts.server.storage.audit;

import cts.server.storage.audit.SchemaFacts.Column;
import cts.server.storage.audit.SchemaFacts.Reference;
import cts.server.storage.audit.SchemaFacts.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Sections 3 and 5: the tables, and the integrity of what is in them. */
final class SchemaLines {
    private static final String EQUAL = "CatalogueTest#everyDatabaseIsWhatTheProgramExpectsToTheLastCheck";
    private static final Map<String, List<String>> GROUPS = groups();

    /** Records of money and what they rest on: they stay when what they refer to goes, which is archived instead. */
    private static final Set<String> NEVER_CASCADE =
            Set.of("order_intents", "orders", "fills", "ledger_entries", "verdicts");

    private static final List<String> MONEY = List.of(
            "orders.quantity",
            "orders.price",
            "fills.price",
            "fills.quantity",
            "fills.fee",
            "ledger_entries.amount",
            "ledger_entries.balance",
            "active_exchange_positions.quantity",
            "active_exchange_positions.entry_price");
    private static final List<String> STATISTICS = List.of(
            "market_data.open",
            "market_data.volume",
            "base_pseudo_positions.sum_net",
            "base_pseudo_positions.win_rate",
            "pseudo_positions.entry_price");
    private static final List<String> COUNTS =
            List.of("base_pseudo_positions.wins", "base_pseudo_positions.open_now", "trade_engine_state.updated_at");
    private static final List<String> FLAGS =
            List.of("users.is_active", "exchange_connections.is_active", "pseudo_positions.is_historic");
    private static final List<String> TEXTS = List.of("users.username", "site_logs.message", "verdicts.message");
    private static final List<String> METADATA = List.of(
            "site_logs.metadata",
            "exchange_connections.rate_limits",
            "real_pseudo_positions.figures",
            "verdicts.figures");

    private SchemaLines() {}

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put(
                "Core",
                List.of(
                        "users",
                        "exchange_connections",
                        "system_settings",
                        "volume_configuration",
                        "presets",
                        "preset_configurations",
                        "preset_symbol_performance",
                        "preset_balance_history",
                        "site_logs"));
        groups.put(
                "Trading engine",
                List.of(
                        "trade_engine_state",
                        "pseudo_positions",
                        "real_pseudo_positions",
                        "active_exchange_positions",
                        "indication_states",
                        "base_pseudo_positions"));
        groups.put(
                "Preset system",
                List.of(
                        "preset_trade_engine_state",
                        "preset_trades",
                        "preset_pseudo_positions",
                        "preset_coordination_results"));
        groups.put("Performance", List.of("market_data", "archived_market_data", "indication_states"));
        return groups;
    }

    static AuditSection overview(Probe probe) {
        AuditSection.Maker section = new AuditSection.Maker(3, "Database Schema Overview");
        GROUPS.forEach((group, names) -> {
            section.line(group + " tables (" + names.size() + ")", EQUAL, () -> {
                List<String> missing = names.stream()
                        .filter(name -> probe.schema().table(name).isEmpty())
                        .toList();
                return Finding.of(
                        missing.isEmpty(), missing.isEmpty() ? "all there" : "missing: " + String.join(", ", missing));
            });
            for (String name : names) section.line("  " + name, EQUAL, () -> table(probe, name));
        });
        return section.made();
    }

    private static Finding table(Probe probe, String name) {
        return probe.schema()
                .table(name)
                .map(table -> Finding.of(
                        !table.key().isEmpty(),
                        table.columns().size() + " columns, key " + String.join("+", table.key()) + ", "
                                + table.indexes().size() + " indexes, "
                                + table.references().size() + " references, " + probe.rows(name) + " rows"))
                .orElse(Finding.of(false, "there is no such table"));
    }

    static AuditSection integrity(Probe probe) {
        return new AuditSection.Maker(5, "Data Integrity Checks")
                .line(
                        "All foreign keys with ON DELETE CASCADE",
                        "MoneyRepositoriesContractTest#aPositionWithOrdersCannotBeDeletedWithItsSet",
                        () -> cascades(probe))
                .line(
                        "Reference integrity maintained",
                        "MoneyRepositoriesContractTest#aPositionWithOrdersCannotBeDeletedWithItsSet",
                        () -> references(probe))
                .line("Primary indexes on all ID fields", EQUAL, () -> {
                    List<String> keyless = probe.schema().tables().values().stream()
                            .filter(table -> table.key().isEmpty())
                            .map(Table::name)
                            .toList();
                    return Finding.of(
                            keyless.isEmpty(),
                            keyless.isEmpty()
                                    ? probe.schema().tables().size() + " tables, each with its key"
                                    : "without a key: " + keyless);
                })
                .line(
                        "Composite indexes on common combinations",
                        "CatalogueTest#everyDatabaseIsWhatTheProgramExpectsToTheLastCheck",
                        () -> {
                            List<String> composite = probe.schema().indexes().stream()
                                    .filter(SchemaFacts.Index::isComposite)
                                    .map(SchemaFacts.Index::name)
                                    .toList();
                            return Finding.of(composite.size() >= 15, composite.size() + " of them");
                        })
                .line(
                        "Indexes on filtered and sorted fields",
                        "CatalogueTest#everyDatabaseIsWhatTheProgramExpectsToTheLastCheck",
                        () -> unindexedReferences(probe))
                .line(
                        "REAL/DECIMAL for financial values",
                        EQUAL,
                        () -> types(
                                probe,
                                MONEY,
                                probe.isSqlite() ? "text"::equals : "numeric"::equals,
                                probe.isSqlite()
                                        ? "exact decimals as canonical text (a DECIMAL of SQLite is a double)"
                                        : "NUMERIC(38,18)"))
                .line(
                        "REAL for statistics",
                        EQUAL,
                        () -> types(
                                probe,
                                STATISTICS,
                                probe.isSqlite() ? "real"::equals : "float8"::equals,
                                probe.isSqlite() ? "REAL" : "DOUBLE PRECISION"))
                .line("INTEGER for counts and flags", EQUAL, () -> {
                    Finding counts = types(
                            probe, COUNTS, type -> type.equals("integer") || type.startsWith("int"), "INTEGER/BIGINT");
                    Finding flags = types(
                            probe,
                            FLAGS,
                            probe.isSqlite() ? "integer"::equals : "bool"::equals,
                            probe.isSqlite() ? "0 and 1" : "BOOLEAN");
                    return counts.verdict() == Verdict.TRUE
                            ? Finding.of(
                                    flags.verdict() == Verdict.TRUE, counts.measured() + "; flags: " + flags.measured())
                            : counts;
                })
                .line("TEXT for variable-length strings", EQUAL, () -> types(probe, TEXTS, "text"::equals, "TEXT"))
                .line(
                        "JSONB for structured metadata (PostgreSQL)",
                        EQUAL,
                        () -> probe.isSqlite()
                                ? Finding.notApplicable("this is SQLite")
                                : types(probe, METADATA, "jsonb"::equals, "JSONB"))
                .line(
                        "TEXT JSON for metadata (SQLite)",
                        EQUAL,
                        () -> probe.isSqlite()
                                ? types(probe, METADATA, "text"::equals, "TEXT, checked to be JSON")
                                : Finding.notApplicable("this is PostgreSQL"))
                .made();
    }

    private static Finding cascades(Probe probe) {
        int cascading = 0;
        int kept = 0;
        List<String> wrong = new ArrayList<>();
        for (Table table : probe.schema().tables().values()) {
            for (Reference reference : table.references()) {
                if (reference.cascades()) cascading++;
                else kept++;
                if (reference.cascades() == NEVER_CASCADE.contains(table.name())) {
                    wrong.add(table.name() + "." + reference.column());
                }
            }
        }
        return Finding.of(
                wrong.isEmpty() && cascading > 0,
                wrong.isEmpty()
                        ? cascading + " cascade; " + kept + " of orders, fills, intents, ledger and verdicts restrict,"
                                + " as records of money never go with what they refer to"
                        : "otherwise: " + String.join(", ", wrong));
    }

    private static Finding references(Probe probe) {
        String broken = probe.isSqlite()
                ? probe.text("SELECT count(*) FROM pragma_foreign_key_check")
                : probe.text("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"
                        + " AND connamespace = current_schema()::regnamespace");
        boolean enforced =
                !probe.isSqlite() || probe.text("PRAGMA foreign_keys").equals("1");
        return Finding.of(
                broken.equals("0") && enforced,
                broken
                        + (probe.isSqlite() ? " rows refer to nothing" : " references are not validated")
                        + (enforced ? "; enforced" : "; not enforced"));
    }

    /** Deleting a parent looks for its children: without an index it would walk their table. */
    private static Finding unindexedReferences(Probe probe) {
        List<String> bare = new ArrayList<>();
        for (Table table : probe.schema().tables().values()) {
            for (Reference reference : table.references()) {
                boolean isLed = (!table.key().isEmpty()
                                && table.key().getFirst().equals(reference.column()))
                        || table.indexes().stream()
                                .anyMatch(index -> index.columns().getFirst().equals(reference.column()));
                if (!isLed) bare.add(table.name() + "." + reference.column());
            }
        }
        return Finding.of(
                bare.isEmpty(),
                bare.isEmpty() ? "every reference leads an index" : "no index leads with " + String.join(", ", bare));
    }

    private static Finding types(Probe probe, List<String> columns, Predicate<String> fits, String word) {
        List<String> wrong = new ArrayList<>();
        for (String path : columns) {
            String[] parts = path.split("\\.", 2);
            String type = probe.schema()
                    .table(parts[0])
                    .flatMap(table -> table.column(parts[1]))
                    .map(Column::type)
                    .orElse("missing");
            if (!fits.test(type)) wrong.add(path + " is " + type);
        }
        return Finding.of(
                wrong.isEmpty(),
                wrong.isEmpty() ? columns.size() + " columns looked at: " + word : String.join(", ", wrong));
    }
}

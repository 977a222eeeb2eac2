package cts.server.runtime;

import cts.server.runtime.SettingDomain.Choice;
import cts.server.runtime.SettingDomain.Decimal;
import cts.server.runtime.SettingDomain.Either;
import cts.server.runtime.SettingDomain.Text;
import cts.server.runtime.SettingDomain.Whole;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings of the engines: one dotted key each, with its value and where that came from. Read in the order command
 * line, environment ({@code CTS_} and the key in capitals; {@code CTS_MODE} for {@code server.mode}), {@code settings.json}
 * of the data folder, default.
 *
 * <p>Immutable.
 */
public final class Settings {
    /** Numbers stay as they are written; a key that comes twice has one value too many. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String DATABASE_TYPE = "database_type";
    private static final String MODE = "server.mode";

    /** The longest settings file; one of CTS is a hundredth of it. */
    private static final long MOST_BYTES = 1 << 20;

    /**
     * What can be set.
     *
     * @param fallback the default
     * @param domain its possible values
     */
    public record Definition(String key, String fallback, String unit, SettingDomain domain, String description) {}

    private static final List<Definition> DEFINITIONS = List.of(
            of("engine.indications", "active,direction,move", "", new Text(), "enabled indications, as for sweep"),
            of(
                    "engine.main-interval-ms",
                    "100",
                    "ms",
                    new Whole(1, 60_000),
                    "slot of event time in which indications look once"),
            of("engine.market-timeframe-ms", "1000", "ms", new Whole(1, 86_400_000), "length of a market sample"),
            of("engine.max-open-per-set", "2", "positions", new Whole(1, 5), "most open pseudo positions per set"),
            of("engine.cooldown-ms", "100", "ms", new Whole(0, 60_000), "least time between accepted signals of a set"),
            of("engine.history-per-set", "250", "results", new Whole(50, 750), "results kept per set"),
            of("engine.snapshot-seconds", "60", "s", new Whole(1, 3600), "from one snapshot of the state to the next"),
            of("grid.step-percent", "0.1", "%", Decimal.of("0.01", "1"), "the step"),
            of("grid.step-relation", "1", "steps", Decimal.of("0.2", "1"), "width of a level of the step series"),
            of(
                    "indications.validation-timeout-ms",
                    "15000",
                    "ms",
                    new Whole(0, 3_600_000),
                    "least time between signals of a key"),
            of("gates.base", "break-even", "", Choice.of("break-even", "absolute"), "absolute for fixed win rates"),
            of("significance.mode", "advisory", "", Choice.of("advisory", "required"), "required, or shown alone"),
            of("costs.taker-fee-percent", "0.055", "%", Decimal.of("0", "10"), "taker fee per side"),
            of("costs.slippage-percent", "0.01", "%", Decimal.of("0", "10"), "slippage per side"),
            of(
                    "paper.balance",
                    "10000",
                    "quote asset",
                    Decimal.of("0.01", "1000000000000"),
                    "paper money at the start"),
            of("paper.latency-ms", "0", "ms", new Whole(0, 60_000), "event time until an order reaches the exchange"),
            of(
                    MODE,
                    "development",
                    "",
                    Choice.of("development", "production"),
                    "production demands TLS of a database elsewhere"),
            of("backup.interval-hours", "24", "h", new Whole(1, 8_760), "from one backup to the next"),
            of("backup.keep", "14", "backups", new Whole(1, 10_000), "scheduled backups that stay"),
            of("backup.folder", "", "", new Text(), "where backups go; empty for the folder backups of the data"),
            of(
                    "database.replica-max-lag-ms",
                    "1000",
                    "ms",
                    new Whole(1, 60_000),
                    "a read replica further behind answers no reads"),
            of("retention.interval-hours", "24", "h", new Whole(1, 720), "from one clean-up to the next"),
            of("retention.market-data-days", "7", "days", new Whole(1, 36_500), "until candles are archived"),
            of("retention.archive-days", "365", "days", new Whole(1, 36_500), "until candles leave the archive"),
            of(
                    "retention.indication-states-hours",
                    "48",
                    "h",
                    new Whole(1, 87_600),
                    "past the expiry of an indication until it is deleted"),
            of("retention.site-logs-days", "30", "days", new Whole(1, 36_500), "until log lines are deleted"),
            of(
                    "retention.closed-positions-days",
                    "30",
                    "days",
                    new Whole(1, 36_500),
                    "until closed pseudo positions are deleted"),
            of("retention.query-log-days", "7", "days", new Whole(1, 36_500), "until measured queries are deleted"),
            of("retention.size-budget-gb", "10", "GiB", new Whole(1, 100_000), "how large the database may get"),
            of("retention.size-warning-percent", "80", "%", new Whole(1, 100), "of the size budget, when to warn"),
            of(
                    "feed.speed",
                    "300",
                    "×",
                    new Either(Decimal.of("0.01", "1000000"), Choice.of("max")),
                    "of a recorded or simulated market; max for as fast as possible"),
            of(
                    "feed.replay-history-hours",
                    "0",
                    "h",
                    new Whole(0, 10_000),
                    "first part of a recording that counts as history"),
            of("feed.seed", "1", "", new Whole(Long.MIN_VALUE, Long.MAX_VALUE), "of the simulated market"));

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Optional<String> databaseType;

    private Settings(Optional<String> databaseType) {
        this.databaseType = databaseType;
        for (Definition definition : DEFINITIONS) put(definition.key, definition.fallback, "default");
    }

    private static Definition of(String key, String fallback, String unit, SettingDomain domain, String description) {
        return new Definition(key, fallback, unit, domain, description);
    }

    /**
     * Reads all sources.
     *
     * @throws IllegalArgumentException one sentence naming source and key when a setting is unknown or its value impossible
     */
    public static Settings read(Path file, Map<String, String> environment, Map<String, String> commandLine)
            throws IOException {
        Map<String, String> inFile = Files.exists(file) ? parse(file) : Map.of();
        Settings settings = new Settings(Optional.ofNullable(inFile.get(DATABASE_TYPE)));
        inFile.forEach((key, value) -> {
            if (!key.equals(DATABASE_TYPE)) settings.set(key, value, file.toString());
        });
        for (Definition definition : DEFINITIONS) {
            String name = environmentName(definition.key);
            // An empty variable counts as absent.
            Optional.ofNullable(environment.get(name))
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> settings.set(definition.key, value, name));
        }
        commandLine.forEach((key, value) -> settings.set(key, value, "the command line"));
        return settings;
    }

    private static String environmentName(String key) {
        return key.equals(MODE)
                ? "CTS_MODE"
                : "CTS_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static Map<String, String> parse(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(
                    file + " is not a file of settings, which has at most 1 MiB; mend or remove it.");
        }
        try {
            Map<String, String> found = new LinkedHashMap<>();
            JsonNode tree = JSON.readTree(Files.readString(file));
            if (!tree.isObject()) {
                throw new IllegalArgumentException(
                        file + " is not a JSON object such as {\"grid.step-percent\": 0.1}; mend or remove it.");
            }
            for (Map.Entry<String, JsonNode> entry : tree.properties()) {
                if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
                    throw new IllegalArgumentException(
                            "setting " + entry.getKey() + " in " + file
                                    + " must be a number, a text or true or false; write its key dotted, such as grid.step-percent.");
                }
                found.put(entry.getKey(), entry.getValue().asString());
            }
            return found;
        } catch (CharacterCodingException noText) {
            throw new IllegalArgumentException(file + " is not UTF-8 text; mend or remove it.", noText);
        } catch (JacksonException broken) {
            TokenStreamLocation at = broken.getLocation();
            throw new IllegalArgumentException(
                    "%s is not JSON as settings must be: it breaks off or goes wrong at line %d, column %d; mend or remove it."
                            .formatted(file, at.getLineNr(), at.getColumnNr()),
                    broken);
        }
    }

    private void set(String key, String value, String source) {
        Definition definition = DEFINITIONS.stream()
                .filter(each -> each.key.equals(key))
                .findFirst()
                .orElseThrow(() -> unknown(key, source));
        String text = value.strip();
        if (!definition.domain.holds(text)) {
            throw new IllegalArgumentException("setting %s is '%s' (from %s) but must be %s."
                    .formatted(key, text, source, definition.domain.words()));
        }
        put(key, text, source);
    }

    private static IllegalArgumentException unknown(String key, String source) {
        return new IllegalArgumentException("there is no setting '%s' (from %s); %s"
                .formatted(
                        key,
                        source,
                        NearestWord.of(key, DEFINITIONS.stream().map(Definition::key))
                                .map("did you mean '%s'?"::formatted)
                                .orElseGet(() -> "there are "
                                        + DEFINITIONS.stream()
                                                .map(Definition::key)
                                                .collect(Collectors.joining(", "))
                                        + ".")));
    }

    private void put(String key, String value, String source) {
        values.put(key, value);
        sources.put(key, source);
    }

    public static List<Definition> definitions() {
        return DEFINITIONS;
    }

    /** {@code database_type} of the file. */
    public Optional<String> databaseType() {
        return databaseType;
    }

    public String text(String key) {
        return Optional.ofNullable(values.get(key))
                .orElseThrow(() -> new IllegalArgumentException("there is no setting '" + key + "'."));
    }

    /** Where the value came from. */
    public String source(String key) {
        return sources.getOrDefault(key, "default");
    }

    public BigDecimal decimal(String key) {
        return new BigDecimal(text(key));
    }

    public long whole(String key) {
        return Long.parseLong(text(key));
    }

    /** For a value that turned out impossible only where it was used; {@code why} ends with a full stop. */
    IllegalArgumentException refused(String key, String why, Throwable cause) {
        return new IllegalArgumentException(
                "setting %s is '%s' (from %s): %s".formatted(key, text(key), source(key), why), cause);
    }
}

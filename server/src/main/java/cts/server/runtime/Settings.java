package cts.server.runtime;

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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings of the engines: one dotted key each, with its value and where that came from. Read in the order command
 * line, environment ({@code CTS_} and the key in capitals), {@code settings.json} of the data folder, default.
 *
 * <p>Immutable.
 */
public final class Settings {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DATABASE_TYPE = "database_type";

    /**
     * What can be set.
     *
     * @param fallback the default
     */
    public record Definition(String key, String fallback, String unit, String description) {}

    private static final List<Definition> DEFINITIONS = List.of(
            new Definition("engine.indications", "active,direction,move", "", "enabled indications, as for sweep"),
            new Definition("engine.main-interval-ms", "100", "ms", "slot of event time in which indications look once"),
            new Definition("engine.market-timeframe-ms", "1000", "ms", "length of a market sample"),
            new Definition("engine.max-open-per-set", "2", "positions", "most open pseudo positions per set, 1 to 5"),
            new Definition(
                    "engine.cooldown-ms", "100", "ms", "least time between accepted signals of a set, 0 to 60000"),
            new Definition("engine.history-per-set", "250", "results", "results kept per set, 50 to 750"),
            new Definition(
                    "engine.snapshot-seconds", "60", "s", "from one snapshot of the state to the next, 1 to 3600"),
            new Definition("grid.step-percent", "0.1", "%", "the step, 0.01 to 1"),
            new Definition("grid.step-relation", "1", "steps", "width of a level of the step series, 0.2 to 1"),
            new Definition("indications.validation-timeout-ms", "15000", "ms", "least time between signals of a key"),
            new Definition("gates.base", "break-even", "", "break-even, or absolute for fixed win rates"),
            new Definition("significance.mode", "advisory", "", "advisory, or required"),
            new Definition("costs.taker-fee-percent", "0.055", "%", "taker fee per side"),
            new Definition("costs.slippage-percent", "0.01", "%", "slippage per side"),
            new Definition("paper.balance", "10000", "quote asset", "paper money at the start"),
            new Definition("paper.latency-ms", "0", "ms", "event time until an order reaches the paper exchange"),
            new Definition(
                    "database.replica-max-lag-ms",
                    "1000",
                    "ms",
                    "a read replica further behind answers no reads, 1 to 60000"),
            new Definition("retention.interval-hours", "24", "h", "from one clean-up to the next, 1 to 720"),
            new Definition("retention.market-data-days", "7", "days", "until candles are archived, 1 to 36500"),
            new Definition("retention.archive-days", "365", "days", "until candles leave the archive, 1 to 36500"),
            new Definition(
                    "retention.indication-states-hours", "48", "h", "past the expiry of an indication, 1 to 87600"),
            new Definition("retention.site-logs-days", "30", "days", "until log lines are deleted, 1 to 36500"),
            new Definition(
                    "retention.closed-positions-days",
                    "30",
                    "days",
                    "until closed pseudo positions are deleted, 1 to 36500"),
            new Definition("retention.query-log-days", "7", "days", "until measured queries are deleted, 1 to 36500"),
            new Definition("retention.size-budget-gb", "10", "GiB", "how large the database may get, 1 to 100000"),
            new Definition("retention.size-warning-percent", "80", "%", "of that, when to warn, 1 to 100"),
            new Definition("feed.speed", "300", "×", "of a recorded or simulated market; max for as fast as possible"),
            new Definition("feed.replay-history-hours", "0", "h", "first part of a recording that counts as history"),
            new Definition("feed.seed", "1", "", "of the simulated market"));

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Optional<String> databaseType;

    private Settings(Optional<String> databaseType) {
        this.databaseType = databaseType;
        for (Definition definition : DEFINITIONS) put(definition.key, definition.fallback, "default");
    }

    /**
     * Reads all sources.
     *
     * @throws IllegalArgumentException one sentence naming source and key when something is unknown or no text
     */
    public static Settings read(Path file, Map<String, String> environment, Map<String, String> commandLine)
            throws IOException {
        Map<String, String> inFile = Files.exists(file) ? parse(file) : Map.of();
        Settings settings = new Settings(Optional.ofNullable(inFile.get(DATABASE_TYPE)));
        inFile.forEach((key, value) -> {
            if (!key.equals(DATABASE_TYPE)) settings.set(key, value, file.toString());
        });
        for (Definition definition : DEFINITIONS) {
            String name = "CTS_"
                    + definition.key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
            Optional.ofNullable(environment.get(name)).ifPresent(value -> settings.put(definition.key, value, name));
        }
        commandLine.forEach((key, value) -> settings.set(key, value, "the command line"));
        return settings;
    }

    private static Map<String, String> parse(Path file) throws IOException {
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
            throw new IllegalArgumentException(
                    file + " is not a JSON object of settings: " + broken.getOriginalMessage() + "; mend or remove it.",
                    broken);
        }
    }

    private void set(String key, String value, String source) {
        if (!values.containsKey(key)) {
            throw new IllegalArgumentException("there is no setting '" + key + "' (from " + source + "); there are "
                    + DEFINITIONS.stream().map(Definition::key).collect(Collectors.joining(", ")) + ".");
        }
        put(key, value, source);
    }

    private void put(String key, String value, String source) {
        values.put(key, value.strip());
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
        try {
            return new BigDecimal(text(key));
        } catch (NumberFormatException notANumber) {
            throw wrong(key, "a number", notANumber);
        }
    }

    /** A whole number from {@code least} to {@code most}. */
    public long whole(String key, long least, long most) {
        try {
            long value = Long.parseLong(text(key));
            if (value < least || value > most) throw wrong(key, "from " + least + " to " + most, null);
            return value;
        } catch (NumberFormatException notANumber) {
            throw wrong(key, "a whole number", notANumber);
        }
    }

    private IllegalArgumentException wrong(String key, String wanted, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "setting " + key + " is '" + text(key) + "' (from " + source(key) + ") but must be " + wanted + ".",
                cause);
    }
}

package cts.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final long SEED = Long.getLong("cts.seed", 1);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("settings.json");
    }

    @Test
    void commandLineGoesBeforeEnvironmentBeforeFileBeforeDefault() throws IOException {
        Files.writeString(file, "{\"grid.step-percent\": 0.2, \"feed.seed\": 2, \"engine.cooldown-ms\": 2}");
        Settings settings = Settings.read(
                file,
                Map.of("CTS_GRID_STEP_PERCENT", "0.3", "CTS_FEED_SEED", "3", "CTS_PAPER_BALANCE", " "),
                Map.of("grid.step-percent", "0.4"));
        assertThat(settings.decimal("grid.step-percent")).isEqualByComparingTo("0.4");
        assertThat(settings.source("grid.step-percent")).isEqualTo("the command line");
        assertThat(settings.whole("feed.seed")).isEqualTo(3);
        assertThat(settings.source("feed.seed")).isEqualTo("CTS_FEED_SEED");
        assertThat(settings.whole("engine.cooldown-ms")).isEqualTo(2);
        assertThat(settings.source("engine.cooldown-ms")).isEqualTo(file.toString());
        assertThat(settings.text("paper.balance")).isEqualTo("10000");
        assertThat(settings.source("paper.balance")).isEqualTo("default");
    }

    @Test
    void everyDefaultIsPossible() {
        for (Settings.Definition definition : Settings.definitions()) {
            assertThat(definition.domain().holds(definition.fallback()))
                    .as(definition.key())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"grid.step-percent\": 2}    | setting grid.step-percent is '2' (from FILE) but must be a number from 0.01 to 1.",
                "{\"grid.step-percent\": true} | setting grid.step-percent is 'true' (from FILE) but must be a number from 0.01 to 1.",
                "{\"paper.balance\": 1e99999999} | setting paper.balance is '1E+99999999' (from FILE) but must be a number from 0.01 to 1000000000000.",
                "{\"engine.max-open-per-set\": 2.5} | setting engine.max-open-per-set is '2.5' (from FILE) but must be a whole number from 1 to 5.",
                "{\"gates.base\": \"x\"}       | setting gates.base is 'x' (from FILE) but must be break-even or absolute.",
                "{\"feed.speed\": 0}           | setting feed.speed is '0' (from FILE) but must be a number from 0.01 to 1000000, or max.",
                "{\"grid.step-percnt\": 1}     | there is no setting 'grid.step-percnt' (from FILE); did you mean 'grid.step-percent'?",
                "{\"grid\": {\"step\": 1}}     | setting grid in FILE must be a number, a text or true or false; write its key dotted, such as grid.step-percent.",
                "{\"feed.seed\": null}         | setting feed.seed in FILE must be a number, a text or true or false; write its key dotted, such as grid.step-percent.",
                "[]                            | FILE is not a JSON object such as {\"grid.step-percent\": 0.1}; mend or remove it.",
                "``                            | FILE is not a JSON object such as {\"grid.step-percent\": 0.1}; mend or remove it.",
                "{\"feed.seed\": 1             | FILE is not JSON as settings must be: it breaks off or goes wrong at line 1, column 16; mend or remove it.",
                "{\"feed.seed\": 1} x          | FILE is not JSON as settings must be: it breaks off or goes wrong at line 1, column 18; mend or remove it.",
            })
    void refusesTheFileInOneSentence(String text, String sentence) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> Settings.read(file, Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence.replace("FILE", file.toString()));
    }

    @Test
    void refusesAKeyThatComesTwice() throws IOException {
        Files.writeString(file, "{\"feed.seed\": 1,\n\"feed.seed\": 2}");
        assertThatThrownBy(() -> Settings.read(file, Map.of(), Map.of())).hasMessageContaining("at line 2");
    }

    @Test
    void refusesWhatIsNoTextOrNoFile() throws IOException {
        Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
        assertThatThrownBy(() -> Settings.read(file, Map.of(), Map.of())).hasMessageContaining("is not UTF-8 text");
        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(() -> Settings.read(file, Map.of(), Map.of()))
                .hasMessageContaining("is not a file of settings");
    }

    @Test
    void anyBytesGiveSettingsOrASentence() throws IOException {
        String[] parts = {
            "{", "}", "\"grid.step-percent\"", ":", "0.1", ",", "[", "1e9", "null", "\"", "\\u12", "\n", "-"
        };
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < (Boolean.getBoolean("cts.deep") ? 200_000 : 3_000); round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (round % 2 == 0) {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(9); i >= 0; i--) text.append(parts[random.nextInt(parts.length)]);
                bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            }
            Files.write(file, bytes);
            try {
                Settings.read(file, Map.of(), Map.of());
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage())
                        .as("seed %d round %d", SEED, round)
                        .matches("(?s).+[.?]");
            }
        }
    }
}

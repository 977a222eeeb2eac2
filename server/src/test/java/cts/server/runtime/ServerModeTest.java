package cts.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerModeTest {
    private static final String KEY = "server.mode";

    @Test
    void comesFromItsOwnVariableWhichTheCommandLineOverrules() throws IOException {
        assertThat(read(Map.of(), Map.of()).text(KEY)).isEqualTo("development");
        Settings production = read(Map.of("CTS_MODE", "production"), Map.of());
        assertThat(production.text(KEY)).isEqualTo("production");
        assertThat(production.source(KEY)).isEqualTo("CTS_MODE");
        assertThat(read(Map.of("CTS_MODE", "production"), Map.of(KEY, "development"))
                        .text(KEY))
                .isEqualTo("development");
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> read(Map.of("CTS_MODE", "Production!"), Map.of()))
                .hasMessage(
                        "setting server.mode is 'Production!' (from CTS_MODE) but must be development or production.");
    }

    private static Settings read(Map<String, String> environment, Map<String, String> commandLine) throws IOException {
        return Settings.read(Path.of("none", "settings.json"), environment, commandLine);
    }
}

package cts.server.storage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineAsideTest {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
    private static final String ASIDE = "engine-before-rollback-20260203-040506";

    private final DatabaseChoice choice = TestDatabases.empty(DatabaseType.SQLITE);
    private final Path folder;
    private final EngineAside aside;

    EngineAsideTest(@TempDir Path folder) {
        this.folder = folder;
        aside = new EngineAside(folder, choice);
    }

    @BeforeEach
    void fill() throws IOException {
        Migrations.upTo(choice, ScriptFolders.of(DatabaseType.SQLITE), 6).migrate();
        for (String name : new String[] {"journal", "snapshots"}) {
            Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("file"), name);
        }
    }

    @Test
    void setsTheStateAsideOnceItsRowsAreGoneAlsoAfterACrash() throws Exception {
        aside.prepare(4, NOW);
        rollBackTo(4);

        // The process died here; another one opens the folder.
        Optional<Path> place = new EngineAside(folder, choice).finish();

        assertThat(place).contains(folder.resolve(ASIDE));
        assertThat(folder.resolve(ASIDE).resolve("journal/file")).hasContent("journal");
        assertThat(folder.resolve(ASIDE).resolve("snapshots/file")).hasContent("snapshots");
        assertThat(folder.resolve("journal")).doesNotExist();
        assertThat(new EngineAside(folder, choice).finish()).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**engine-goes-aside*");
    }

    @Test
    void finishesWhatACrashInTheMiddleLeft() throws Exception {
        aside.prepare(0, NOW);
        rollBackTo(0);
        Files.createDirectory(folder.resolve(ASIDE));
        Files.move(folder.resolve("journal"), folder.resolve(ASIDE).resolve("journal"));

        assertThat(aside.finish()).contains(folder.resolve(ASIDE));

        assertThat(folder.resolve(ASIDE).resolve("snapshots/file")).hasContent("snapshots");
    }

    @Test
    void forgetsARollbackThatDidNotHappen() {
        aside.prepare(2, NOW);

        assertThat(aside.finish()).isEmpty();

        assertThat(folder.resolve("journal/file")).hasContent("journal");
        assertThat(folder).isDirectoryNotContaining("glob:**engine-*");
    }

    @Test
    void leavesTheStateWhereEveryTableOfTheEngineStays() throws Exception {
        aside.prepare(5, NOW);
        rollBackTo(5);

        assertThat(aside.finish()).isEmpty();

        assertThat(folder.resolve("snapshots/file")).hasContent("snapshots");
    }

    private void rollBackTo(int version) throws InterruptedException {
        new Rollback(choice, duration -> {}).to(version, () -> "Nothing to secure in a test.");
    }
}

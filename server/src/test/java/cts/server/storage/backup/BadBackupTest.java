package cts.server.storage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.TestDatabases;
import cts.server.storage.migration.DirectDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backup that is not what it says is refused in one sentence that names it, and changes nothing. */
class BadBackupTest {
    private static final String ROW = "tables/verdicts.tsv";

    @TempDir
    static Path folder;

    private static Path good = Path.of("none");

    @BeforeAll
    static void writeAGoodOne() {
        good = folder.resolve("good.zip");
        try (Database database = TestDatabases.migrated(DatabaseType.SQLITE)) {
            EveryTable.fill(database);
            BackupFormatTest.write(new DirectDatabase(database.choice()), good);
        }
    }

    @Test
    void aGoodOneIsTaken() {
        assertThat(message(good)).isEqualTo("restored");
    }

    @Test
    void aFileThatIsMissingOrNoBackup() throws IOException {
        assertThat(message(folder.resolve("none.zip")))
                .isEqualTo("There is no backup " + folder.resolve("none.zip") + ": check the path.");
        assertThat(message(folder)).startsWith("There is no backup " + folder);
        Path text = Files.writeString(folder.resolve("text.zip"), "no ZIP at all");
        assertThat(message(text))
                .isEqualTo("The backup " + text + " is damaged: it is cut short or no ZIP; use another one.");
        Path empty = Zips.changed(good, folder.resolve("empty.zip"), files -> Map.of());
        assertThat(message(empty)).contains(empty + " is damaged: it has no manifest.json; use another one.");
    }

    @Test
    void aFileCutShortAnywhereAndAFileWithAnyByteChanged() throws IOException {
        byte[] whole = Files.readAllBytes(good);
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 25; round++) {
            Path cut = folder.resolve("cut.zip");
            int length = random.nextInt(whole.length);
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThat(message(cut)).as("cut at %d", length).contains(cut.toString());
            byte[] changed = whole.clone();
            int at = random.nextInt(whole.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            Path flipped = Files.write(folder.resolve("flipped.zip"), changed);
            // Times and attributes in the ZIP's directory mean nothing: then it restores as it is.
            assertThat(message(flipped))
                    .as("byte %d of %d", at, whole.length)
                    .satisfiesAnyOf(
                            told -> assertThat(told).contains(flipped.toString()),
                            told -> assertThat(told).isEqualTo("restored"));
        }
    }

    @Test
    void aRowThatWasChangedAndARowTooMuch() {
        assertThat(message(changed(ROW, text -> text.replace("gate", "door").replaceFirst("base", "main"))))
                .contains(ROW + " does not have its checksum");
        assertThat(message(changed(ROW, text -> text + text))).contains(ROW + " has another size");
        assertThat(message(Zips.changed(good, folder.resolve("c.zip"), files -> {
                    files.remove(ROW);
                    return files;
                })))
                .contains("it lacks " + ROW);
    }

    @Test
    void namesThatLeadElsewhere() {
        String bad = "../../../etc/passwd";
        assertThat(message(Zips.withManifest(
                        good, folder.resolve("m.zip"), text -> text.replace(ROW, "tables/../../../etc/passwd.tsv"))))
                .contains("it names a file \"tables/../../../etc/passwd.tsv\"");
        assertThat(message(Zips.changed(good, folder.resolve("c.zip"), files -> {
                    files.put(bad, new byte[10]);
                    return files;
                })))
                .contains("it holds a file that its manifest.json does not name");
        assertThat(message(Zips.withManifest(
                        good,
                        folder.resolve("m.zip"),
                        text -> text.replaceFirst(
                                "\"engine\" *: *\\[ *\\]",
                                "\"engine\":[{\"file\":\"engine/../" + bad + "\",\"bytes\":1,\"sha256\":\""
                                        + "0".repeat(64) + "\"}]"))))
                .contains("it names a file \"engine/../" + bad + "\"");
        assertThat(folder.resolveSibling("etc")).doesNotExist();
    }

    @Test
    void aBombIsNotUnpacked() {
        Path bomb = Zips.changed(good, folder.resolve("bomb.zip"), files -> {
            byte[] zeros = new byte[64 << 20];
            files.put(ROW, zeros);
            String manifest = new String(files.getOrDefault(Manifest.NAME, new byte[0]), StandardCharsets.UTF_8);
            int at = manifest.indexOf("\"bytes\"", manifest.indexOf(ROW));
            String larger = manifest.substring(0, at)
                    + manifest.substring(at).replaceFirst("\"bytes\" *: *\\d+", "\"bytes\" : " + zeros.length);
            files.put(Manifest.NAME, larger.getBytes(StandardCharsets.UTF_8));
            return files;
        });
        assertThat(message(bomb)).contains(ROW + " would unpack to ").contains(" times its size, as no rows do");
    }

    @Test
    void aNewerSchemaAndANewerFormat() {
        assertThat(message(manifest("\"schemaVersion\" *: *\\d+", "\"schemaVersion\":999")))
                .matches("The backup .*m.zip has schema version 999, which is newer than the \\d+ of this program:"
                        + " restore it with the newer CTS that wrote it\\.");
        assertThat(message(manifest("\"format\" *: *1", "\"format\":2")))
                .endsWith("m.zip has format 2, which is newer than this program knows: restore it with the newer CTS"
                        + " that wrote it.");
    }

    @Test
    void aManifestThatWillNotDo() {
        for (UnaryOperator<String> change : List.<UnaryOperator<String>>of(
                text -> "",
                text -> "[]",
                text -> "{}",
                text -> text.substring(0, text.length() / 2),
                text -> text.replaceFirst("\"rows\" *: *3", "\"rows\":-3"),
                text -> text.replaceFirst("\"bytes\" *: *\\d+", "\"bytes\":99999999999999999999"),
                text -> text.replaceFirst("\"type\" *: *\"money\"", "\"type\":\"text\""),
                text -> text.replaceFirst("\"sha256\" *: *\"[0-9a-f]+\"", "\"sha256\":\"none\""),
                text -> text.replaceFirst("\"schemaVersion\" *: *\\d+", "\"schemaVersion\":0"),
                text -> text.replace("tables/verdicts.tsv", "tables/users.tsv"))) {
            Path bad = Zips.withManifest(good, folder.resolve("m.zip"), change);
            assertThat(message(bad))
                    .startsWith("The backup " + bad)
                    .contains("damaged")
                    .doesNotContain("\n");
        }
    }

    @Test
    void rowsThatTheTablesDoNotTake() {
        String broken = "x\ty\tz\n";
        assertThat(message(withRows(ROW, broken, 1))).contains(ROW + " has a line with too many or too few values");
        assertThat(message(withRows(ROW, "no end", 0))).contains(ROW + " ends within a line");
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLeftOfARefusedRestoreOnEitherDatabase(DatabaseType type) {
        DatabaseChoice choice = TestDatabases.empty(type);
        Path bad = changed(ROW, text -> text.replaceFirst("base", "main"));
        Path data = choice instanceof DatabaseChoice.Sqlite sqlite
                ? sqlite.file().resolveSibling("").normalize()
                : folder.resolve("data");
        data.toFile().mkdirs();
        Restore restore = new Restore(choice, data, InstantSource.system(), "", BackupProgress.NONE);

        assertThatThrownBy(() -> restore.intoEmpty(bad)).hasMessageContaining("does not have its checksum");

        assertThat(data).isEmptyDirectory();
        if (type == DatabaseType.POSTGRESQL) {
            try (Database database = Database.open(choice)) {
                List<String> schemas =
                        database.read(sql -> sql.fetch("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'cts%'")
                                .getValues(0, String.class));
                assertThat(schemas).isEmpty();
            }
        }
        assertThat(restore.intoEmpty(good).rows()).isGreaterThan(100);
    }

    private static Path manifest(String pattern, String replacement) {
        return Zips.withManifest(good, folder.resolve("m.zip"), text -> text.replaceFirst(pattern, replacement));
    }

    private static Path changed(String file, UnaryOperator<String> change) {
        return Zips.changed(good, folder.resolve("c.zip"), files -> {
            files.computeIfPresent(
                    file,
                    (name, old) -> change.apply(new String(old, StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8));
            return files;
        });
    }

    /** A table file with other rows, and a manifest that says just that of it. */
    private static Path withRows(String file, String rows, int count) {
        byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
        Checksum sum = new Checksum();
        sum.add(bytes, 0, bytes.length);
        String sha = sum.hex();
        return Zips.changed(good, folder.resolve("c.zip"), files -> {
            files.put(file, bytes);
            String manifest = new String(files.getOrDefault(Manifest.NAME, new byte[0]), StandardCharsets.UTF_8);
            int at = manifest.indexOf(file);
            int from = manifest.indexOf("\"rows\"", at);
            String said = manifest.substring(0, from)
                    + manifest.substring(from)
                            .replaceFirst("\"rows\" *: *\\d+", "\"rows\":" + count)
                            .replaceFirst("\"bytes\" *: *\\d+", "\"bytes\":" + bytes.length)
                            .replaceFirst("\"sha256\" *: *\"[0-9a-f]+\"", "\"sha256\":\"" + sha + "\"");
            files.put(Manifest.NAME, said.getBytes(StandardCharsets.UTF_8));
            return files;
        });
    }

    /** What a restore into an empty SQLite database says. */
    private static String message(Path zip) {
        DatabaseChoice choice = TestDatabases.empty(DatabaseType.SQLITE);
        Path data = Path.of(choice.place()).resolveSibling("").normalize();
        try {
            new Restore(choice, data, InstantSource.system(), "", BackupProgress.NONE).intoEmpty(zip);
            return "restored";
        } catch (StorageException refused) {
            assertThat(data).isEmptyDirectory();
            return String.valueOf(refused.getMessage());
        }
    }
}

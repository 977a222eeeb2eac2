package cts.server.storage.migration;

import cts.server.storage.DatabaseType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the scripts lie in the program: those that migrate, and, out of Flyway's sight, those that undo them, each with the
 * same number and name and U for V.
 *
 * @param placeholders words of the scripts and what they stand for
 */
record ScriptFolders(List<String> migrations, List<String> undos, Map<String, String> placeholders) {
    static ScriptFolders of(DatabaseType type) {
        return new ScriptFolders(
                List.of("db/migration/common", "db/migration/" + type.word()),
                List.of("db/undo/common", "db/undo/" + type.word()),
                Placeholders.of(type));
    }

    /** The text that undoes a migration, ready to run; empty if the program has none. */
    Optional<String> undo(MigrationScript script) {
        return text(undos, "U" + script.file().substring(1));
    }

    /** The text of a migration, ready to run; empty if the program has none. */
    Optional<String> migration(MigrationScript script) {
        return text(migrations, script.file());
    }

    private Optional<String> text(List<String> folders, String file) {
        for (String folder : folders) {
            try (InputStream in = ScriptFolders.class.getResourceAsStream("/" + folder + "/" + file)) {
                if (in != null) {
                    return Optional.of(filled(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return Optional.empty();
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            filled = filled.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
        }
        return filled;
    }
}

package cts.server.storage.migration;

import java.util.List;
import java.util.Optional;

/**
 * A numbered script of the program.
 *
 * @param number from 1, without gaps
 * @param description from the file's name
 * @param file its file's name
 * @param checksum of its text, as kept in the history
 * @param appliedAt when it was applied to this database, ms UTC
 */
public record MigrationScript(int number, String description, String file, int checksum, Optional<Long> appliedAt) {
    /** Number of the newest that is applied, 0 if none is. */
    static int newestApplied(List<MigrationScript> scripts) {
        return scripts.stream()
                .filter(script -> script.appliedAt().isPresent())
                .mapToInt(MigrationScript::number)
                .max()
                .orElse(0);
    }

    /** As a log line names it. */
    String words() {
        return number + ": " + description;
    }
}

package cts.server.storage.migration;

import java.util.Optional;

/**
 * A numbered script of the program.
 *
 * @param number from 1, without gaps
 * @param description from the file's name
 * @param checksum of its text, as kept in the history
 * @param appliedAt when it was applied to this database, ms UTC
 */
public record MigrationScript(int number, String description, int checksum, Optional<Long> appliedAt) {}

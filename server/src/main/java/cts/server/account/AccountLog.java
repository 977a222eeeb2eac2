package cts.server.account;

import cts.server.storage.StorageWriter;
import cts.server.storage.UuidSource;
import cts.server.storage.repository.SiteLogs;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The record of what was done to accounts and by whom: lines of the category {@code account} in the site logs. */
final class AccountLog {
    private static final Logger LOG = LoggerFactory.getLogger(AccountLog.class);

    private final StorageWriter writer;
    private final UuidSource ids;
    private final InstantSource clock;

    AccountLog(StorageWriter writer, UuidSource ids, InstantSource clock) {
        this.writer = writer;
        this.ids = ids;
        this.clock = clock;
    }

    void info(String message, Optional<String> userId, String address) {
        note("info", message, userId, address);
    }

    void warn(String message, Optional<String> userId, String address) {
        note("warn", message, userId, address);
    }

    private void note(String level, String message, Optional<String> userId, String address) {
        SiteLogs.Row row = new SiteLogs.Row(
                ids.next(),
                level,
                "account",
                message,
                Optional.of("from " + address),
                userId,
                Optional.empty(),
                Optional.empty(),
                "{}",
                clock.millis());
        if (!writer.offer(SiteLogs.write(row))) {
            LOG.error("The site logs take no lines now, so this one is only here: {} ({})", message, address);
        }
    }
}

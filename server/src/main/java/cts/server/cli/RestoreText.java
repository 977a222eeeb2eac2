package cts.server.cli;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.backup.Restore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A restore or a conversion, for people. Stateless. */
final class RestoreText {
    private RestoreText() {}

    static String of(Restore.Report report, DatabaseChoice target) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("TABLE", "ROWS", "BYTES", "SECONDS"));
        for (Restore.TableReport table : report.tables()) {
            if (table.rows() == 0) continue;
            lines.add(List.of(
                    table.table(),
                    String.format(Locale.ROOT, "%,d", table.rows()),
                    String.format(Locale.ROOT, "%,d", table.bytes()),
                    String.format(Locale.ROOT, "%.2f", table.seconds())));
        }
        StringBuilder text = new StringBuilder(TextTable.of(lines));
        text.append(String.format(
                Locale.ROOT,
                "%n%,d rows in %s at %s in %.1f s, every table compared: the state of %s%s.",
                report.rows(),
                target.type().word(),
                target.place(),
                report.seconds(),
                Instant.ofEpochMilli(report.endedAt()),
                report.withEngine() ? ", engine included" : ""));
        for (String warning : report.warnings()) text.append("\nWarning: ").append(warning);
        return text.toString();
    }
}

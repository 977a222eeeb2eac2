package cts.server.cli;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.migration.DatabaseInitializer;
import cts.server.storage.migration.DatabaseSurvey;
import cts.server.storage.migration.Drift;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cts db verify}: compares the schema with what the program expects. */
@Command(
        name = "verify",
        sortOptions = false,
        description = "Compare every table, column, key, check, index and reference with what this program expects.",
        footer = {
            "",
            "Exit status 1 if something differs that may change or refuse a row of CTS; the server then does not trade.",
            "The database is only read, and a server may use it meanwhile."
        })
final class DbVerifyCommand implements Callable<Integer> {
    @Mixin
    private final DataFolderOption data = new DataFolderOption();

    @Mixin
    private final Output output = new Output();

    /**
     * What was found.
     *
     * @param misfit why this program could not use the database at all, if it could not
     * @param fits whether trading may start on it
     */
    record Verified(
            String type,
            String place,
            int version,
            int newest,
            Optional<String> misfit,
            boolean fits,
            String fingerprint,
            String expected,
            List<String> missing,
            List<String> extra,
            List<String> besides) {
        static Verified of(DatabaseSurvey survey, Drift drift) {
            return new Verified(
                    survey.type().word(),
                    survey.place(),
                    survey.version(),
                    survey.scripts().size(),
                    survey.misfit(),
                    drift.none() && survey.misfit().isEmpty(),
                    drift.fingerprint(),
                    drift.expected(),
                    drift.missing(),
                    drift.extra(),
                    drift.besides());
        }

        String text() {
            StringBuilder text = new StringBuilder();
            text.append("database     %s at %s, version %d of %d%n".formatted(type, place, version, newest));
            text.append("fingerprint  ").append(fingerprint).append('\n');
            text.append("expected     ").append(expected).append('\n');
            misfit.ifPresent(sentence -> text.append(sentence).append('\n'));
            if (version < newest)
                text.append("It is older than this program: 'cts db migrate' brings it up to date.\n");
            list(text, "missing", missing);
            list(text, "too much", extra);
            list(text, "also there, harmless", besides);
            return text.append(fits ? "The schema is as this program expects." : "The schema is not as expected.")
                    .toString();
        }

        private static void list(StringBuilder text, String title, List<String> lines) {
            if (lines.isEmpty()) return;
            text.append(title).append(":\n");
            lines.forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }

    @Override
    public Integer call() throws IOException {
        DatabaseChoice choice = OfflineDatabase.choice(data.folder());
        Verified verified = Verified.of(DatabaseSurvey.of(choice), DatabaseInitializer.drift(choice));
        output.show(verified, Verified::text);
        return verified.fits() ? 0 : 1;
    }
}

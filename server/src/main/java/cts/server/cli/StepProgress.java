package cts.server.cli;

import cts.server.storage.backup.BackupProgress;
import java.io.PrintWriter;
import java.util.Optional;

/** A {@link Progress} for work of several steps, a line each. One thread. */
final class StepProgress implements BackupProgress, AutoCloseable {
    private final PrintWriter errors;
    private Optional<Progress> line = Optional.empty();
    private String step = "";

    StepProgress(PrintWriter errors) {
        this.errors = errors;
    }

    @Override
    public void at(String what, long done, long total) {
        if (!what.equals(step)) {
            close();
            step = what;
            line = Optional.of(Progress.of(errors, unit(what), total));
        }
        line.ifPresent(shown -> shown.at(done));
    }

    /** {@code rows} of {@code writing rows}, with the verb behind it. */
    private static String unit(String what) {
        int space = what.indexOf(' ');
        return space < 0 ? what : what.substring(space + 1) + " (" + what.substring(0, space) + ")";
    }

    @Override
    public void close() {
        line.ifPresent(Progress::close);
        line = Optional.empty();
    }
}

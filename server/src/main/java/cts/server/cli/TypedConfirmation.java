package cts.server.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** Has a person at a terminal type what is about to happen. Without a terminal nobody is asked. */
final class TypedConfirmation {
    private final Optional<Terminal> terminal;

    /** @param terminal empty if nobody can be asked */
    TypedConfirmation(Optional<Terminal> terminal) {
        this.terminal = terminal;
    }

    /** Where a person reads and types. */
    record Terminal(PrintWriter out, BufferedReader in) {}

    /** At the terminal of this process, if it has one. */
    static TypedConfirmation ofProcess() {
        // JDK 25 has no console without a terminal; others have one that says so.
        return new TypedConfirmation(Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> new Terminal(console.writer(), new BufferedReader(console.reader()))));
    }

    /**
     * Returns once the text was typed, or at once if there is nobody to type it.
     *
     * @param what is about to happen, as a sentence
     * @throws CommandFailure if something else was typed
     */
    void demand(String text, String what) throws IOException {
        if (terminal.isEmpty()) return;
        PrintWriter out = terminal.get().out();
        out.println(what);
        out.print("Type '" + text + "' to go on: ");
        out.flush();
        String typed = terminal.get().in().readLine();
        if (!text.equals(typed == null ? "" : typed.strip())) {
            throw new CommandFailure("nothing was done, because '%s' was not typed.".formatted(text));
        }
    }
}

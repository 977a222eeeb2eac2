package cts.server;

import cts.server.cli.Program;
import java.io.PrintWriter;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter errors = new PrintWriter(System.err, true, System.err.charset());
        int status = Program.run(arguments, out, errors);
        out.flush();
        errors.flush();
        System.exit(status);
    }
}

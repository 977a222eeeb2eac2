package cts.server.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cts version}: which program, which Java, which machine. */
@Command(name = "version", description = "Show the versions of CTS, Java and the operating system.")
final class VersionCommand implements Runnable {
    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        output.show(Versions.ofThisProcess(), Versions::text);
    }

    /** What identifies this process in a bug report; the heap limit is in bytes. */
    record Versions(
            String cts,
            String java,
            String javaVendor,
            String os,
            String osVersion,
            String architecture,
            int processors,
            long maxHeapBytes) {

        static Versions ofThisProcess() {
            return new Versions(
                    programVersion(),
                    Runtime.version().toString(),
                    property("java.vendor"),
                    property("os.name"),
                    property("os.version"),
                    property("os.arch"),
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.getRuntime().maxMemory());
        }

        /** The version is in the manifest of the jar; classes run without one (from an editor, in a test) have none. */
        private static String programVersion() {
            return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                    .orElse("unpackaged");
        }

        private static String property(String name) {
            return Optional.ofNullable(System.getProperty(name)).orElse("unknown");
        }

        String text() {
            return """
                    CTS %s
                    Java %s (%s)
                    %s %s %s, %d processors, heap up to %d MiB
                    """.formatted(cts, java, javaVendor, os, osVersion, architecture, processors, maxHeapBytes >> 20);
        }
    }
}

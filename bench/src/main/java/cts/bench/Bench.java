package cts.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code cts bench}: runs the benchmarks and prints a table. Exit status 0 when everything was measured, whatever the
 * figures; 1 when a measurement failed, 2 when it was called wrongly.
 */
@Command(
        name = "cts bench",
        sortOptions = false,
        description = "Measure CTS beside peers, and say which bars it meets.",
        footer = {
            "",
            "A whole run takes about ten minutes; leave the machine alone meanwhile. bench/README.md explains the rows."
        })
public final class Bench implements Callable<Integer> {
    private static final int FAILURE = 1;
    private static final int BAD_USAGE = 2;
    private static final int WIDTH = 100;
    private static final int MOST_ROUNDS = 101;
    private static final List<Section> SECTIONS = List.of(
            new SweepSection(),
            new OverlapSection(),
            new LiveSection(),
            new MemorySection(),
            new StartSection(),
            new RestartSection(),
            new DatabaseSection());

    @Spec
    private CommandLine.Model.CommandSpec command;

    @Option(
            names = "--peers",
            paramLabel = "DIR",
            description = "Folder of peers with its run.sh. Default: ../shared/bench beside this checkout.")
    private Optional<Path> peers = Optional.empty();

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Measure these alone: sweep, overlap, live, memory, start, database.")
    private Set<String> only = new LinkedHashSet<>();

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "Rounds of peer and ours in turns, 1 to 101. Default: 5, with --quick 1.")
    private Optional<Integer> repeats = Optional.empty();

    @Option(names = "--quick", description = "One round, large things left out; says little.")
    private boolean quick;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli looks at the annotation
    private boolean help;

    private Bench() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new Bench());
        line.setOut(out);
        line.setErr(errors);
        line.setUsageHelpWidth(WIDTH);
        line.setParameterExceptionHandler((failure, given) -> {
            errors.println("cts: " + UsageSentence.of(failure));
            return BAD_USAGE;
        });
        line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            errors.println("cts: " + sentence(failure));
            return FAILURE;
        });
        System.exit(line.execute(arguments));
    }

    private static String sentence(Exception failure) {
        return failure instanceof BenchFailure known
                ? String.valueOf(known.getMessage())
                : "a fault of the benchmarks: " + failure + "; please report it.";
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Section> sections = chosen();
        Machine machine = Machine.here();
        Conditions conditions = new Conditions(
                machine, peers(machine), rounds(), quick, command.commandLine().getErr());
        List<String> sentences = new ArrayList<>(List.of(
                machine.description() + " at the start.",
                (conditions.peers().isPresent()
                                        ? "Peers and ours in turns, %d rounds, medians;"
                                        : "No peers were found, ours ran alone, %d rounds, medians;")
                                .formatted(conditions.rounds())
                        + " each of our measurements in a JVM of its own with these options: "
                        + String.join(" ", machine.options()) + ".",
                "Ours were warm: the first calls of each JVM are left out. "
                        + (machine.pin().isEmpty()
                                ? "There is no taskset here: nothing was pinned to a core."
                                : "Rows of one thread were pinned to one core, as the peers are.")));
        List<Row> rows = new ArrayList<>();
        int status = 0;
        for (Section section : sections) {
            try {
                rows.addAll(section.measure(conditions));
            } catch (BenchFailure failure) {
                String sentence = "Not measured, %s: %s".formatted(section.name(), failure.getMessage());
                command.commandLine().getErr().println("cts: " + sentence);
                sentences.add(sentence);
                status = FAILURE;
            }
        }
        sentences.add("Load at the end: " + Machine.load() + ".");
        Report report = new Report(sentences, rows);
        command.commandLine()
                .getOut()
                .println(json ? JsonMapper.shared().writeValueAsString(report.document()) : report.table());
        return status;
    }

    private List<Section> chosen() {
        Set<String> known = SECTIONS.stream().map(Section::name).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String name : only) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        command.commandLine(),
                        "there is no measurement '%s', choose among %s".formatted(name, String.join(", ", known)));
            }
        }
        return SECTIONS.stream()
                .filter(section -> only.isEmpty() || only.contains(section.name()))
                .toList();
    }

    private int rounds() {
        int rounds = repeats.orElse(quick ? 1 : 5);
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new ParameterException(
                    command.commandLine(), "--repeats %d is not from 1 to %d".formatted(rounds, MOST_ROUNDS));
        }
        return rounds;
    }

    private Optional<Peers> peers(Machine machine) {
        Path usual = machine.checkout().resolve("../shared/bench");
        if (peers.isEmpty() && !Peers.areIn(usual)) {
            command.commandLine()
                    .getErr()
                    .println("cts bench: there are no peers in %s, so only ours runs.".formatted(usual.normalize()));
            return Optional.empty();
        }
        Path folder = peers.orElse(usual);
        if (!Peers.areIn(folder)) {
            throw new ParameterException(
                    command.commandLine(), "there are no peers in %s, it holds no run.sh".formatted(folder));
        }
        return Optional.of(Peers.in(folder));
    }
}

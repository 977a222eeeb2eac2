package cts.server.cli;

import cts.pseudo.ExitReason;
import cts.pseudo.PositionSink;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Closed pseudo positions in files: all of them as CSV, in the order of their sink; the digests of each set's; both,
 * or neither. The files appear with {@link #commit}, or not at all. One thread.
 */
final class PositionFiles implements PositionSink, AutoCloseable {
    private final PositionNames names;
    private final Optional<FileOutput> all;
    private final Optional<FileOutput> digestsOut;
    private final Optional<PositionDigests> digests;
    private Close last = new Close(0, 0, 0, 0, ExitReason.TIMEOUT, 0);
    private String rest = last.text();
    private TextHash restHash = TextHash.of(rest + "\n");

    /**
     * Begins the files.
     *
     * @param all where every position goes
     * @param digests where the digests go
     * @throws CommandFailure if nothing can be written there
     */
    PositionFiles(PositionNames names, Optional<Path> all, Optional<Path> digests) {
        this.names = names;
        this.all = all.map(FileOutput::new);
        this.digestsOut = digests.map(FileOutput::new);
        this.digests = digests.map(file -> new PositionDigests(names));
        this.all.ifPresent(out -> out.line("set,entry_time,entry,exit_time,exit,reason,net"));
    }

    /** What the line of a position says besides its set. Sets that close together often have it in common. */
    private record Close(
            long entryTime, double entryPrice, long exitTime, double exitPrice, ExitReason reason, double net) {
        String text() {
            return "," + entryTime + "," + Numbers.shortest(entryPrice) + "," + exitTime + ","
                    + Numbers.shortest(exitPrice) + "," + reason.code() + "," + Numbers.shortest(net);
        }
    }

    @Override
    public void closed(
            int key,
            int cell,
            long entryTime,
            double entryPrice,
            long exitTime,
            double exitPrice,
            ExitReason reason,
            double net) {
        if (all.isEmpty() && digests.isEmpty()) return;
        Close close = new Close(entryTime, entryPrice, exitTime, exitPrice, reason, net);
        if (!close.equals(last)) {
            last = close;
            rest = close.text();
            restHash = digests.isPresent() ? TextHash.of(rest + "\n") : TextHash.EMPTY;
        }
        if (all.isPresent()) all.get().line(names.of(key, cell) + rest);
        if (digests.isPresent()) digests.get().add(key, cell, restHash);
    }

    /**
     * Puts the files in their places.
     *
     * @throws CommandFailure if the disk is full or fails
     */
    void commit() {
        digestsOut.ifPresent(out -> digests.orElseThrow().write(out));
        all.ifPresent(FileOutput::commit);
        digestsOut.ifPresent(FileOutput::commit);
    }

    @Override
    public void close() {
        try {
            all.ifPresent(FileOutput::close);
        } finally {
            digestsOut.ifPresent(FileOutput::close);
        }
    }
}

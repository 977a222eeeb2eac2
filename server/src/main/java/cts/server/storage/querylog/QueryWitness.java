package cts.server.storage.querylog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Hears which statements a piece of work runs, so that they can be explained as they are and not as somebody copied them. */
public final class QueryWitness {
    private static final ScopedValue<Consumer<String>> HEARING = ScopedValue.newInstance();

    private QueryWitness() {}

    /** The statements that the work ran on this thread by way of jOOQ, with the values in them, in order. */
    public static List<String> statementsOf(Runnable work) {
        List<String> heard = new ArrayList<>();
        ScopedValue.where(HEARING, heard::add).run(work);
        return heard;
    }

    static void tell(Supplier<String> statement) {
        if (HEARING.isBound()) HEARING.get().accept(statement.get());
    }
}

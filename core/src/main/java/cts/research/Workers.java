package cts.research;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets tasks run side by side. */
final class Workers {
    private final ExecutorService executor;

    Workers(ExecutorService executor) {
        this.executor = executor;
    }

    /** Returns when all are done. */
    void run(List<Runnable> tasks) throws InterruptedException {
        results(tasks.stream().map(Executors::callable).toList());
    }

    /** The results of all, in order. */
    <T> List<T> results(List<Callable<T>> tasks) throws InterruptedException {
        List<Future<T>> futures = new ArrayList<>();
        for (Callable<T> task : tasks) futures.add(executor.submit(task));
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) results.add(result(future));
        return results;
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a part of the sweep failed: " + failed.getCause(), failed.getCause());
        }
    }
}

package cts.server.storage.retention;

/** Hears of each step that is committed; tests end the process there. */
@FunctionalInterface
interface Milestones {
    Milestones NONE = step -> {};

    void reached(String step);
}

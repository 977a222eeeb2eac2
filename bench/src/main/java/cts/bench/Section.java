package cts.bench;

import java.util.List;

/** Some measurements that belong together. */
interface Section {

    /** As on the command line. */
    String name();

    /** Measures, and tells the lines of the result. */
    List<Row> measure(Conditions conditions) throws InterruptedException;
}

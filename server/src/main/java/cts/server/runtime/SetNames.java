package cts.server.runtime;

import cts.engine.VirtualSettings;
import cts.pseudo.ExitGrid;
import cts.pseudo.ExitLabels;

/** What the sets of an engine are called. */
final class SetNames {
    private final VirtualSettings settings;
    private final ExitLabels labels;

    SetNames(VirtualSettings settings) {
        this.settings = settings;
        labels = new ExitLabels(ExitGrid.ofRequests(settings.exits()), settings.exits());
    }

    /** {@code direction:12 long 6/0.5/off}. */
    String name(int key, int cell) {
        return settings.keys().get(key) + " " + labels.of(cell);
    }

    /** The name of a set that the desk knows as {@code key/cell}. */
    String ofDesk(String place) {
        String[] parts = place.split("/", 2);
        return name(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** {@code long} or {@code short}. */
    String direction(int key) {
        return settings.keys().get(key).direction().code();
    }
}

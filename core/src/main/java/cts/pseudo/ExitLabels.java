package cts.pseudo;

import java.util.Arrays;
import java.util.List;

/** How the cells of a grid are called: by the first request, in order, that comes to the cell. */
public final class ExitLabels {
    private final String[] labels;

    /** @param requests everything that was asked for; each must be in the grid */
    public ExitLabels(ExitGrid grid, List<RequestedExit> requests) {
        labels = new String[grid.size()];
        Arrays.fill(labels, "");
        for (RequestedExit request : requests.stream().sorted().toList()) {
            int cell = grid.cellOf(request.configuration());
            if (labels[cell].isEmpty()) labels[cell] = request.label();
        }
    }

    /** As {@link RequestedExit#label()}. */
    public String of(int cell) {
        return labels[cell];
    }
}

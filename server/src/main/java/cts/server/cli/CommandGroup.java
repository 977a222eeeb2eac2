package cts.server.cli;

import java.util.List;

/** Commands that stand together under one heading in the help. */
record CommandGroup(String heading, List<Object> commands) {
    CommandGroup {
        commands = List.copyOf(commands);
    }
}

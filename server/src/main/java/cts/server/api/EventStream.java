package cts.server.api;

import cts.server.account.Identity;
import cts.server.runtime.LiveEvent;
import cts.server.runtime.TradingStatus.EngineStatus;
import cts.server.storage.repository.PositionLines;
import cts.server.storage.repository.SetLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One browser's stream: a loop that empties the mailbox four times a second and writes. So each kind of event has its
 * greatest rate by construction, and a browser that does not read blocks nobody but itself, until Tomcat gives its
 * connection up.
 *
 * <p>Belongs to the thread of its request.
 */
final class EventStream {
    private static final long QUARTER_MS = 250;
    private static final int QUARTERS_PER_SECOND = 4;
    private static final int QUARTERS_TO_HEARTBEAT = 60;
    /** A position's row may be this much later than its event, since rows are written in batches. */
    private static final int QUARTERS_FOR_ROW = 20;

    private final Identity asking;
    private final Backend backend;
    private final StatusSnapshots snapshots;
    private final EventMailbox mailbox;
    private final OutputStream out;
    private final Map<String, Expected> expected = new LinkedHashMap<>();
    private String lastStatus = "";
    private String lastFunnel = "";

    EventStream(Identity asking, Backend backend, StatusSnapshots snapshots, EventMailbox mailbox, OutputStream out) {
        this.asking = asking;
        this.backend = backend;
        this.snapshots = snapshots;
        this.mailbox = mailbox;
        this.out = out;
    }

    /** A position whose row is not yet as its event says. */
    private record Expected(LiveEvent.ExchangePosition event, int quarters) {}

    /**
     * Writes until it may not go on any more.
     *
     * @param mayGoOn asked once a second
     */
    void run(BooleanSupplier mayGoOn) throws IOException, InterruptedException {
        write(EventText.OPENING);
        int quiet = 0;
        for (int quarter = 0; quarter != 0 || mayGoOn.getAsBoolean(); quarter = (quarter + 1) % QUARTERS_PER_SECOND) {
            String due = quarter == 0 ? dueEachSecond() + dueQuarterly() : dueQuarterly();
            quiet = due.isEmpty() ? quiet + 1 : 0;
            if (!due.isEmpty()) {
                write(due.getBytes(StandardCharsets.UTF_8));
            } else if (quiet % QUARTERS_TO_HEARTBEAT == 0) {
                write(EventText.HEARTBEAT);
            }
            Thread.sleep(QUARTER_MS);
        }
    }

    private void write(byte[] text) throws IOException {
        out.write(text);
        out.flush();
    }

    /** Status and funnel where they changed, and what is counted by the second. */
    private String dueEachSecond() {
        StringBuilder due = new StringBuilder();
        String status = EventText.of("status", snapshots.status(asking));
        if (!status.equals(lastStatus)) {
            lastStatus = status;
            due.append(status);
        }
        String funnel = EventText.of("funnel", backend.trading().funnel());
        if (!funnel.equals(lastFunnel)) {
            lastFunnel = funnel;
            due.append(funnel);
        }
        mailbox.takeEachSecond().stream()
                .filter(this::isVisible)
                .map(EventText::of)
                .forEach(due::append);
        return due.toString();
    }

    private String dueQuarterly() {
        StringBuilder due = new StringBuilder();
        mailbox.takeQuarterly().stream().map(EventText::of).forEach(due::append);
        mailbox.takePositions().forEach(event -> expected.put(event.positionId(), new Expected(event, 0)));
        for (Expected position : expected.values().stream().toList()) {
            due.append(shown(position).orElse(""));
        }
        return due.toString();
    }

    /** The position's event, once its row is there; nothing if it is another user's or does not come. */
    private Optional<String> shown(Expected position) {
        LiveEvent.ExchangePosition event = position.event();
        Optional<PositionLines.Exchange> row = new PositionLines(backend.database()).exchange(event.positionId());
        boolean current =
                row.filter(found -> found.status().equals(event.status())).isPresent();
        if (!current && position.quarters() < QUARTERS_FOR_ROW) {
            expected.put(event.positionId(), new Expected(event, position.quarters() + 1));
            return Optional.empty();
        }
        expected.remove(event.positionId());
        return row.filter(found -> sees(found.connectionId()))
                .map(found -> EventText.of("position", ExchangePositionItem.of(found, name(found, event))));
    }

    private Optional<String> name(PositionLines.Exchange row, LiveEvent.ExchangePosition event) {
        return row.setId()
                .flatMap(new SetLines(backend.database())::byId)
                .map(SetItem::name)
                .or(() -> Optional.of(event.setName()).filter(name -> !name.isEmpty()));
    }

    private boolean isVisible(LiveEvent event) {
        return !(event instanceof LiveEvent.Equity equity) || sees(equity.connectionId());
    }

    private boolean sees(String connectionId) {
        return snapshots.status(asking).engines().stream()
                .map(EngineStatus::connectionId)
                .anyMatch(connectionId::equals);
    }
}

package cts.server.cli;

import cts.server.api.Endpoints;
import cts.server.storage.DataFolder;
import cts.server.storage.audit.Audit;
import cts.server.storage.audit.AuditReport;
import cts.server.storage.audit.AuditSubject;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

/** {@code cts db audit}: the report on the database. */
@Command(
        name = "audit",
        description =
                "Measure the database against what it is built to keep; says true, false or not applicable for each.",
        footer = {"", "What is false is not an error of the command: its exit status is 0 when everything was measured."
        })
final class DbAuditCommand implements Callable<Integer> {
    @Mixin
    private final DataFolderOption data = new DataFolderOption();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException, InterruptedException {
        output.show(report(), AuditReport::text);
        return 0;
    }

    private AuditReport report() throws IOException, InterruptedException {
        if (DataFolder.isInUse(data.folder())) {
            try (ServerClient server = ServerClient.of(data.folder())) {
                return JsonMapper.shared().treeToValue(server.get("/api/database/audit"), AuditReport.class);
            }
        }
        try (OfflineDatabase open = OfflineDatabase.open(data.folder())) {
            return Audit.of(
                    new AuditSubject(
                            open.database(), open.report().log(), Endpoints.all(), Map.of(), data.folder(), false),
                    InstantSource.system());
        }
    }
}

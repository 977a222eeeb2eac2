package cts.server.api;

import cts.server.account.Identity;
import cts.server.storage.StorageException;
import cts.server.storage.backup.Backup;
import cts.server.storage.backup.BackupProgress;
import cts.server.storage.backup.Backups;
import cts.server.storage.backup.Restore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Backups: made, listed, proven, fetched, restored, removed. */
@RestController
class BackupController {
    private final ApiParts parts;
    private final Confirmation confirmation;

    BackupController(ApiParts parts, Confirmation confirmation) {
        this.parts = parts;
        this.confirmation = confirmation;
    }

    /** A backup; {@code path} is where its file lies on the server. */
    record Item(
            String id,
            String kind,
            String file,
            String path,
            String databaseType,
            int schemaVersion,
            String status,
            Optional<String> error,
            long bytes,
            long rows,
            String sha256,
            long beganAt,
            long writtenMs,
            Optional<Long> provenAt,
            Optional<Long> restoredMs,
            Optional<Long> removedAt) {
        static Item of(Backup backup, Path path) {
            return new Item(
                    backup.id(),
                    backup.kind().word(),
                    backup.file(),
                    path.toString(),
                    backup.databaseType(),
                    backup.schemaVersion(),
                    backup.status().word(),
                    backup.error(),
                    backup.bytes(),
                    backup.rows(),
                    backup.sha256(),
                    backup.beganAt(),
                    backup.writtenMs(),
                    backup.provenAt(),
                    backup.restoredMs(),
                    backup.removedAt());
        }
    }

    /** How well a loss would be survived: {@code recoveryPointMs} would be lost, {@code recoveryTimeMs} it would take. */
    record Recovery(String id, long recoveryPointMs, long recoveryTimeMs) {}

    /** All backups, the newest first; what is being done now; and the last proven one. */
    record Overview(Optional<Backups.Step> running, Optional<Recovery> recovery, List<Item> items) {}

    @GetMapping("/api/install/backup")
    @Summary("All backups, the newest first, with the last proven one.")
    Answer<Overview> list() {
        Backups backups = parts.maintenance().backups();
        return Answer.of(new Overview(
                backups.running(),
                backups.recovery().map(found -> new Recovery(found.last().id(), found.ageMs(), found.restoreMs())),
                backups.list().stream().map(this::item).toList()));
    }

    @PostMapping("/api/install/backup/create")
    @Summary("Make a backup and prove it by restoring it beside the database.")
    Answer<Item> create() {
        return Answer.of(item(parts.maintenance().backups().create(Backup.Kind.MANUAL, BackupProgress.NONE)));
    }

    @PostMapping("/api/install/backup/verify")
    @Summary(
            value = "Prove a backup by restoring it beside the database.",
            body = @Summary.Field(name = "id", text = "of the backup"))
    Answer<Item> verify(@RequestBody Optional<JsonNode> json) {
        String id = new Body(json).text("id");
        zip(id);
        return Answer.of(item(parts.maintenance().backups().verify(id, BackupProgress.NONE)));
    }

    /** What is there is backed up first. */
    @PostMapping("/api/install/backup/restore")
    @Summary(
            value = "Put a backup in the place of what is there, which is backed up first.",
            body = {
                @Summary.Field(name = "id", text = "of the backup"),
                @Summary.Field(name = "confirm", text = "restore and the id"),
                @Summary.Field(
                        name = "password",
                        text = "of who asks; not with the setup or local token",
                        optional = true)
            })
    Answer<Restore.Report> restore(Identity asking, @RequestBody Optional<JsonNode> json, HttpServletRequest request) {
        Body body = new Body(json);
        String id = body.text("id");
        Path zip = zip(id);
        confirmation.demand("restore " + id, "Restoring a backup", body, asking, request.getRemoteAddr());
        Backups.check(zip);
        return Answer.of(parts.maintenance().restore(zip));
    }

    @GetMapping("/api/install/backup/{id}/download")
    @Summary(value = "The ZIP of a backup.", media = "application/zip")
    void download(@PathVariable String id, HttpServletResponse response) throws IOException {
        Path zip = zip(id);
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + zip.getFileName() + "\"");
        response.setContentLengthLong(Files.size(zip));
        Files.copy(zip, response.getOutputStream());
    }

    @DeleteMapping("/api/install/backup/{id}")
    @Summary("Remove the file of a backup.")
    Answer<Item> remove(@PathVariable String id) {
        zip(id);
        return Answer.of(item(parts.maintenance().backups().remove(id)));
    }

    private Path zip(String id) {
        try {
            return parts.maintenance().backups().zip(id);
        } catch (StorageException unknown) {
            throw unknown.kind() == StorageException.Kind.REFUSED ? Refusal.unknown("backup", id) : unknown;
        }
    }

    private Item item(Backup backup) {
        return Item.of(backup, parts.maintenance().backups().file(backup));
    }
}

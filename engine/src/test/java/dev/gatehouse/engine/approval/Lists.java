package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.configuration.ApprovalSettings;
import dev.gatehouse.engine.configuration.ApprovalsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Lists of approvals, written, signed and read as an operator's are. */
final class Lists {

    static final Instant TODAY = Instant.parse("2026-06-15T12:00:00Z");

    private final Path folder;
    private final SigningKey key = SigningKey.generate();

    Lists(Path folder) {
        this.folder = folder;
    }

    /** One entry, of lines with a colon. */
    static String entry(String... lines) {
        return "  - " + String.join("\n    ", lines) + "\n";
    }

    /** An entry that covers Acme Shield to the end of the year. */
    static String acme(String... more) {
        return entry("vendor: Acme", "product: Shield", "order: Order 1", "until: 2026-12-31")
                + (more.length == 0 ? "" : "    " + String.join("\n    ", more) + "\n");
    }

    Path file() {
        return folder.resolve("approvals.yaml");
    }

    ApprovalSettings settings() {
        return new ApprovalSettings(file(), List.of(folder.resolve("trusted.pem")));
    }

    /** Writes and signs a list. */
    Lists write(String... entries) throws ApprovalsException {
        try {
            Files.writeString(file(), "approvals:\n" + String.join("", entries));
            Files.writeString(folder.resolve("trusted.pem"), key.publicKey().pem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var _ = ApprovalsFile.read(file()).sign(key);
        return this;
    }

    Approvals open() throws Exception {
        return ApprovalsFile.open(settings());
    }

    Approvals of(String... entries) throws Exception {
        return write(entries).open();
    }
}

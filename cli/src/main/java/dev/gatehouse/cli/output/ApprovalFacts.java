package dev.gatehouse.cli.output;

import dev.gatehouse.engine.approval.Approvals;
import dev.gatehouse.engine.approval.Standing.Covered;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Who allowed the backends to scan.
 *
 * @param list the list that holds; nothing when everybody may scan
 * @param covered what covers each backend that is open, by its name
 */
public record ApprovalFacts(Optional<Approvals> list, Map<String, Covered> covered) {

    /** Copies the map. */
    public ApprovalFacts {
        covered = Map.copyOf(covered);
    }

    /** One line for a person: {@code none}, or which list and who signed it. */
    public String text() {
        return list.map(approvals -> approvals.file() + ", signed by sha256:"
                        + approvals.signature().keySha256())
                .orElse("none");
    }

    /** Writes which list holds, as fields of the object in which the generator stands. */
    void write(JsonGenerator json) {
        json.writeStringProperty("approvals", list.isPresent() ? "signed" : "none");
        list.ifPresent(approvals -> {
            json.writeStringProperty(
                    "approvalsFile", Printable.line(approvals.file().toString()));
            json.writeStringProperty("approvalsSha256", approvals.signature().fileSha256());
            json.writeStringProperty("approvalsKey", approvals.signature().keySha256());
        });
    }

    /** Writes what covers a backend, as fields of the object in which the generator stands. */
    void write(JsonGenerator json, String backend) {
        Covered standing = covered.get(backend);
        if (standing != null) {
            json.writeStringProperty("approvedUntil", standing.until().toString());
            json.writeStringProperty("approvedUnder", standing.approval().order());
        }
    }
}

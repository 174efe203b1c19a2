package dev.gatehouse.mailet;

import dev.gatehouse.engine.LocatedFinding;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.gateway.policy.Concern;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/** What a mail carries with it of its scan: attributes for James's matchers, headers for the reader. */
final class MailMarks {

    /** {@code clean}, or the concerns, as in {@code encrypted,limit}. */
    static final AttributeName VERDICT = AttributeName.of("dev.gatehouse.verdict");

    /** The names of what was found, joined by commas. */
    static final AttributeName FINDINGS = AttributeName.of("dev.gatehouse.findings");

    /** {@code true} for what is infected: what James's own mailet for ClamAV sets, and configurations look for. */
    static final AttributeName INFECTED = AttributeName.of("org.apache.james.infected");

    static final String STATUS_HEADER = "X-Virus-Status";
    static final String SCANNED_HEADER = "X-Virus-Scanned";

    private MailMarks() {}

    /** Marks a mail; what it carried before of the same names is gone, for a sender may have written it. */
    static void put(Mail mail, Set<Concern> concerns, List<String> findings, boolean headers)
            throws MessagingException {
        String verdict = concerns.isEmpty()
                ? "clean"
                : concerns.stream().map(Concern::id).collect(Collectors.joining(","));
        mail.setAttribute(new Attribute(VERDICT, AttributeValue.of(verdict)));
        mail.removeAttribute(FINDINGS);
        mail.removeAttribute(INFECTED);
        if (concerns.contains(Concern.INFECTED)) {
            mail.setAttribute(new Attribute(INFECTED, AttributeValue.of("true")));
            mail.setAttribute(new Attribute(FINDINGS, AttributeValue.of(String.join(",", findings))));
        }
        if (headers) {
            MimeMessage message = mail.getMessage();
            message.setHeader(SCANNED_HEADER, "Gatehouse");
            message.setHeader(
                    STATUS_HEADER, findings.isEmpty() ? verdict : "infected (" + String.join(", ", findings) + ")");
            message.saveChanges();
        }
    }

    /** The names of what was found, each once, without what a header cannot hold. */
    static List<String> findings(ScanReport report) {
        return report.verdict() instanceof Verdict.Infected(List<LocatedFinding> findings, var _)
                ? findings.stream()
                        .map(each -> each.finding().name().replaceAll("[^!-~]", "_"))
                        .distinct()
                        .toList()
                : List.of();
    }
}

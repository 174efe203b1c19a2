package dev.gatehouse.gateway.icap;

import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.engine.budget.Limits;
import dev.gatehouse.gateway.Arrival;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.net.Link;
import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.spi.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Scans a body in all the ways that its receiver reads it: as it came; decoded, where HTTP says that it is encoded; and
 * the parts of a form, each by itself. All share one limit of time. A client that leaves ends it.
 */
final class BodyScan {

    /** Scans that are done so soon need nobody who watches the client. */
    private static final Duration UNWATCHED = Duration.ofMillis(20);

    private final Gate gate;
    private final Link link;
    private final Message message;
    private final Arrival arrival;
    private final Limits limits;
    private final Deadline deadline;
    private final List<ScanReport> reports = new ArrayList<>();
    private final List<Violation> blind = new ArrayList<>();
    private boolean watched;

    BodyScan(Gate gate, Link link, Message message, Arrival arrival) {
        this.gate = gate;
        this.link = link;
        this.message = message;
        this.arrival = arrival;
        this.limits = gate.settings().scanner().limits();
        this.deadline = Deadline.after(limits.time());
    }

    /** What was scanned, the body as it came first. */
    List<ScanReport> reports() {
        return reports;
    }

    /** What the scans could not see. */
    List<Violation> blind() {
        return blind;
    }

    /**
     * Scans.
     *
     * @throws NotTakenException if the body cannot be kept
     * @throws EOFException if the client left
     */
    void run() throws IOException, NotTakenException {
        CompletableFuture<ScanReport> raw;
        try {
            raw = arrival.scan(message.name(), deadline);
        } catch (IOException e) {
            throw new NotTakenException(Concern.FAILED, "the body cannot be kept: " + e.getMessage());
        }
        if (infected(await(raw)) || arrival.size() == 0) {
            return;
        }
        HttpHead head = HttpHead.of(message.own());
        if (message.method() == IcapMethod.RESPMOD && head.second().equals("206")) {
            blind.add(Violation.of(Concern.INCOMPLETE, "a range of a file, not the whole"));
        }
        List<String> codings = ContentCoding.names(head);
        if (!codings.isEmpty()) {
            decoded(codings);
        }
        Optional<String> type = head.fields().value("Content-Type");
        if (type.isPresent() && FormData.multipart(type.get())) {
            if (codings.isEmpty()) {
                parts(FormData.of(arrival.content(), type.get()));
            } else {
                blind.add(Violation.of(Concern.INCOMPLETE, "an encoded form"));
            }
        }
    }

    private void decoded(List<String> codings) throws IOException {
        if (codings.size() == 1 && ContentCoding.seenByBytes(codings.getFirst(), arrival.content()) && partsAreSeen()) {
            return;
        }
        DecodedBody decoded = new DecodedBody(arrival.content(), codings, limits);
        await(arrival.scan(message.name(), decoded, deadline));
        decoded.trouble().ifPresent(blind::add);
    }

    /** Whether everybody who counts is shown what the engine unpacks, and not the whole alone. */
    private boolean partsAreSeen() {
        return gate.lineup().seats().stream()
                .filter(seat -> seat.role() != Role.SHADOW)
                .allMatch(seat -> seat.everyPart());
    }

    private void parts(FormData form) throws IOException {
        form.trouble().ifPresent(blind::add);
        for (FormData.Part part : form.parts()) {
            if (part.length() > 0
                    && infected(await(arrival.scan(part.name(), part.position(), part.length(), deadline)))) {
                return;
            }
        }
    }

    private static boolean infected(ScanReport report) {
        return report.verdict() instanceof Verdict.Infected;
    }

    private ScanReport await(CompletableFuture<ScanReport> scan) throws EOFException {
        if (!watched && !soon(scan)) {
            watched = true;
            link.attend(deadline::cancel);
        }
        ScanReport report = scan.join(); // it ends by its own limit of time, or when the client leaves
        if (deadline.cancelled()) {
            throw new EOFException("the client left while its message was scanned");
        }
        reports.add(report);
        return report;
    }

    private static boolean soon(CompletableFuture<ScanReport> scan) {
        try {
            scan.get(UNWATCHED.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true; // who joins it is told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

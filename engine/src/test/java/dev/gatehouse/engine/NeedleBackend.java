package dev.gatehouse.engine;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Finds {@code needle:NAME } in whatever it is given, up to a space, and remembers the sizes of what it was given. */
final class NeedleBackend implements Backend {

    private static final int WINDOW_BYTES = 1 << 16;
    private static final int OVERLAP_BYTES = 64;

    final Queue<Long> sizes = new ConcurrentLinkedQueue<>();
    volatile boolean closed;
    private final Capability capability;

    NeedleBackend() {
        this(Capability.MATCHES_PARTS);
    }

    NeedleBackend(Capability capability) {
        this.capability = capability;
    }

    @Override
    public BackendIdentity identity() {
        return new BackendIdentity("Gatehouse", "needle", "1", "1", Optional.empty(), Set.of(capability));
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        sizes.add(subject.size());
        try {
            List<Finding> findings = search(subject, context);
            if (context.deadline().expired()) {
                return new ScanOutcome.Incomplete(List.of(new Reason(ReasonCode.BACKEND_TIMEOUT, "over")));
            }
            return findings.isEmpty() ? new ScanOutcome.Clean() : new ScanOutcome.Infected(findings, List.of());
        } catch (IOException e) {
            return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_ERROR, "cannot read"));
        }
    }

    private static List<Finding> search(Subject subject, ScanContext context) throws IOException {
        List<Finding> findings = new ArrayList<>();
        byte[] window = new byte[WINDOW_BYTES];
        for (long at = 0; at < subject.size() && !context.deadline().expired(); at += WINDOW_BYTES - OVERLAP_BYTES) {
            int count = subject.read(at, window, 0, WINDOW_BYTES);
            String text = new String(window, 0, count, StandardCharsets.ISO_8859_1);
            int found = text.indexOf("needle:");
            while (found >= 0) {
                int end = text.indexOf(' ', found);
                if (end > 0) {
                    findings.add(Finding.at(text.substring(found + 7, end), OptionalLong.of(at + found)));
                }
                found = text.indexOf("needle:", found + 1);
            }
        }
        return findings;
    }

    @Override
    public Health health() {
        return new Health.Ready();
    }

    @Override
    public void close() {
        closed = true;
    }
}

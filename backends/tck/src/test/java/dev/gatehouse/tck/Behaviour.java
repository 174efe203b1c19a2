package dev.gatehouse.tck;

import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendUnavailableException;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a small backend does in each of its roles; the defaults are right. It finds {@code needle} and {@code thimble}
 * anywhere. Each test of the kit's teeth overrides one method with something wrong.
 */
interface Behaviour {

    /** Both names are in it. */
    Sample SAMPLE =
            Sample.of("a needle and a thimble".getBytes(StandardCharsets.US_ASCII), "Test.Needle", "Test.Thimble");

    /** Does everything right. */
    Behaviour RIGHT = new Behaviour() {};

    /** Refuses what is wrong in a configuration. */
    default void check(BackendConfiguration configuration) throws BackendUnavailableException {
        String mode = configuration.value("mode").orElse("all");
        if (!mode.equals("all")) {
            throw new BackendUnavailableException("mode must be all, not " + mode);
        }
    }

    default BackendIdentity identity() {
        return new BackendIdentity(
                "Gatehouse",
                "needles",
                "1",
                "1",
                Optional.empty(),
                Set.of(Capability.MATCHES_PARTS, Capability.ALL_MATCHES));
    }

    default Health health(AtomicBoolean closed) {
        return closed.get() ? new Health.Unavailable("closed") : new Health.Ready();
    }

    default ScanOutcome scan(Subject subject, ScanContext context, AtomicBoolean closed) {
        try {
            Set<String> found = new TreeSet<>();
            byte[] window = new byte[1 << 16];
            int count;
            for (long at = 0; (count = subject.read(at, window, 0, window.length)) > 0; at += next(count)) {
                if (closed.get() || context.deadline().expired()) {
                    return new ScanOutcome.Incomplete(
                            List.of(new Reason(ReasonCode.BACKEND_UNAVAILABLE, "stopped at " + at)));
                }
                if (window[0] == 0 && Arrays.equals(window, 0, count - 1, window, 1, count)) {
                    // spares the huge subjects of zeros their time
                    continue;
                }
                String text = new String(window, 0, count, StandardCharsets.ISO_8859_1);
                if (text.contains("needle")) {
                    found.add("Test.Needle");
                }
                if (text.contains("thimble")) {
                    found.add("Test.Thimble");
                }
            }
            if (closed.get()) {
                return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_UNAVAILABLE, "closed"));
            }
            return outcome(found);
        } catch (IOException e) {
            return new ScanOutcome.Failed(new Reason(ReasonCode.UNREADABLE, "cannot read"));
        }
    }

    private static int next(int count) {
        return count > 16 ? count - 16 : count;
    }

    static ScanOutcome outcome(Set<String> names) {
        List<Finding> findings = new ArrayList<>();
        names.forEach(name -> findings.add(Finding.named(name)));
        return findings.isEmpty() ? new ScanOutcome.Clean() : new ScanOutcome.Infected(findings, List.of());
    }
}

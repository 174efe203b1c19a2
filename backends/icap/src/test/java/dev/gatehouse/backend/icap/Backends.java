package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.tck.TestSubject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Opens backends for tests, and says outcomes in one line. */
final class Backends {

    private Backends() {}

    /** A backend with keys and values in turn. */
    static Backend open(String url, String... settings) throws BackendUnavailableException {
        Map<String, List<String>> values = new HashMap<>();
        values.put("url", List.of(url));
        for (int i = 0; i < settings.length; i += 2) {
            values.computeIfAbsent(settings[i], _ -> new ArrayList<>()).add(settings[i + 1]);
        }
        return new IcapProvider().open(new BackendConfiguration("scanner", values));
    }

    static ScanOutcome scan(Backend backend, byte[] bytes) {
        return backend.scan(
                TestSubject.of("sample", bytes), new ScanContext(Deadline.after(Duration.ofSeconds(30)), false));
    }

    /** {@code Clean}, {@code Infected A, B + encrypted}, {@code Incomplete backend-limit}, {@code Failed backend-error}. */
    static String said(ScanOutcome outcome) {
        return switch (outcome) {
            case ScanOutcome.Clean _ -> "Clean";
            case ScanOutcome.Infected(List<Finding> findings, List<Reason> reasons) ->
                "Infected " + findings.stream().map(Finding::name).collect(Collectors.joining(", "))
                        + (reasons.isEmpty() ? "" : " + " + codes(reasons));
            case ScanOutcome.Incomplete(List<Reason> reasons) -> "Incomplete " + codes(reasons);
            case ScanOutcome.Failed(Reason reason) -> "Failed " + reason.code().id();
        };
    }

    private static String codes(List<Reason> reasons) {
        return reasons.stream().map(reason -> reason.code().id()).distinct().collect(Collectors.joining(", "));
    }
}

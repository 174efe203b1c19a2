package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Who the backend says that it is. */
final class IdentityChecks {

    /** Signatures are dated by clocks other than this machine's. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    /** Before the first product that was sold against viruses. */
    private static final Instant OLDEST = Instant.parse("1987-01-01T00:00:00Z");

    private final Bench bench;

    IdentityChecks(Bench bench) {
        this.bench = bench;
    }

    void complete() {
        BackendIdentity identity = bench.backend().identity();
        Map<String, String> texts = new TreeMap<>();
        texts.put("vendor", identity.vendor());
        texts.put("product", identity.product());
        texts.put("engineVersion", identity.engineVersion());
        texts.put("signatureVersion", identity.signatureVersion());
        texts.forEach((name, text) -> {
            assertFalse(text.isBlank(), () -> "the identity's " + name + " is blank");
            assertTrue(text.lines().count() == 1, () -> "the identity's " + name + " is more than a line: " + text);
        });
        identity.signatureTime().ifPresent(time -> {
            assertFalse(
                    time.isAfter(Instant.now().plus(CLOCKS_DIFFER)),
                    () -> "the signatures are of the future, which no bound on their age would notice: " + time);
            assertFalse(time.isBefore(OLDEST), () -> "the signatures are older than the trade: " + time);
        });
        assertTrue(
                identity.capabilities().contains(Capability.MATCHES_PARTS)
                        || identity.capabilities().contains(Capability.UNPACKS),
                "the backend must match parts or unpack, or it is given nothing of use");
    }

    void steady() throws InterruptedException {
        BackendIdentity first = bench.backend().identity();
        bench.scan(bench.infected());
        assertEquals(first, bench.backend().identity(), "the identity after a scan");
    }

    void remarks() {
        for (String remark : bench.backend().remarks()) {
            assertTrue(remark.lines().count() == 1, () -> "a remark is one line: " + remark);
        }
    }

    void ready() {
        assertInstanceOf(Health.Ready.class, bench.backend().health(), "the health of a backend that was just opened");
    }

    static void service(BackendProvider provider) {
        assertTrue(
                provider.type().matches("[a-z][a-z0-9-]*"),
                () -> "the type must be lower case letters, digits and hyphens: " + provider.type());
        boolean found = ServiceLoader.load(
                        BackendProvider.class, provider.getClass().getClassLoader())
                .stream()
                .anyMatch(each -> each.type() == provider.getClass());
        assertTrue(
                found,
                () -> provider.getClass().getName()
                        + " is not declared as a service: name it in META-INF/services/dev.gatehouse.spi.BackendProvider"
                        + " or with `provides` in module-info.java");
    }
}

package dev.gatehouse.gateway.icap;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How an ICAP listener is set.
 *
 * @param services what it offers; at least one, no path twice
 * @param preview how many bytes clients are asked to send before they ask whether the rest is wanted
 * @param offer204 whether clients are told that they may allow 204, so that clean messages need not be sent back
 * @param offer206 the same for 206, which names the original body instead of sending it back
 * @param maxBody the longest body that is scanned, in bytes; a longer one is a limit's concern
 * @param optionsTtl how long a client may keep what OPTIONS told
 * @param maxConnections how many connections clients are told to make at most
 * @param page stands in for what is blocked
 */
public record IcapSettings(
        List<IcapService> services,
        int preview,
        boolean offer204,
        boolean offer206,
        long maxBody,
        Duration optionsTtl,
        int maxConnections,
        BlockPage page) {

    /** 4 KiB. */
    public static final int DEFAULT_PREVIEW = 4096;

    /** 2 GiB. */
    public static final long DEFAULT_MAX_BODY = 2L << 30;

    /** Ten minutes: a new tag tells of new signatures sooner. */
    public static final Duration DEFAULT_OPTIONS_TTL = Duration.ofMinutes(10);

    /** 1024, as listeners take. */
    public static final int DEFAULT_MAX_CONNECTIONS = 1024;

    /** Checks the bounds, and copies the list. */
    public IcapSettings {
        services = List.copyOf(services);
        if (services.isEmpty()) {
            throw new IllegalArgumentException("there must be a service");
        }
        if (preview < 0 || maxBody < 1 || maxConnections < 1 || optionsTtl.isNegative()) {
            throw new IllegalArgumentException("preview and options-ttl must not be negative, max-body and"
                    + " max-connections positive: " + preview + ", " + optionsTtl + ", " + maxBody + ", "
                    + maxConnections);
        }
        Set<String> seen = new HashSet<>();
        for (IcapService service : services) {
            for (String path : service.paths()) {
                if (!seen.add(path)) {
                    throw new IllegalArgumentException("two services have the path " + path);
                }
            }
        }
    }

    /** The standard service and the built-in page. */
    public static IcapSettings defaults() {
        return of(List.of(IcapService.standard()));
    }

    /** Certain services, and otherwise the defaults. */
    public static IcapSettings of(List<IcapService> services) {
        return new IcapSettings(
                services,
                DEFAULT_PREVIEW,
                true,
                true,
                DEFAULT_MAX_BODY,
                DEFAULT_OPTIONS_TTL,
                DEFAULT_MAX_CONNECTIONS,
                BlockPage.builtIn());
    }

    /** These settings with another bound on bodies, in bytes. */
    public IcapSettings withMaxBody(long bytes) {
        return new IcapSettings(services, preview, offer204, offer206, bytes, optionsTtl, maxConnections, page);
    }
}

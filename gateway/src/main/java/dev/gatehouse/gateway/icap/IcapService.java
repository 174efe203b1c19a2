package dev.gatehouse.gateway.icap;

import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.gateway.policy.Policy;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A service: what is at a path.
 *
 * @param path its name, without a slash at its ends; letters, digits and {@code -._~/}
 * @param aliases other paths that lead to it
 * @param methods what may be asked of it besides OPTIONS; at least one
 * @param policy what becomes of a message
 */
public record IcapService(String path, Set<String> aliases, Set<IcapMethod> methods, Policy<IcapAction> policy) {

    /**
     * What is blocked: all that was found, and all that nobody could look into. What could not be judged, for want of
     * a backend or of room, is an error: no fault of the message, and the client's own setting decides.
     */
    public static final Policy<IcapAction> DEFAULT_POLICY = Policy.of(IcapAction.ALLOW, IcapAction.BLOCK)
            .with(Concern.FAILED, IcapAction.ERROR)
            .with(Concern.BUSY, IcapAction.ERROR);

    /** Paths that clients of other servers are set up with. */
    private static final Set<String> USUAL_PATHS = Set.of(
            "srv_clamav",
            "virus_scan",
            "squidclamav",
            "respmod",
            "reqmod",
            "resp",
            "req",
            "scan",
            "interscan",
            "av/respmod");

    /** Checks the names, and copies the sets. */
    public IcapService {
        aliases = Set.copyOf(aliases);
        methods = Set.copyOf(methods);
        if (methods.isEmpty() || methods.contains(IcapMethod.OPTIONS)) {
            throw new IllegalArgumentException("methods must be reqmod, respmod or both");
        }
        checked(path);
        aliases.forEach(IcapService::checked);
    }

    private static void checked(String path) {
        if (!path.matches("[A-Za-z0-9_.~-]+(/[A-Za-z0-9_.~-]+)*")) {
            throw new IllegalArgumentException(
                    "'" + path + "' is no path of letters, digits, '-', '.', '_', '~' and '/'");
        }
    }

    /** {@code avscan}, with the usual paths of other servers, for uploads and downloads, under the default policy. */
    public static IcapService standard() {
        return new IcapService(
                "avscan", USUAL_PATHS, EnumSet.of(IcapMethod.REQMOD, IcapMethod.RESPMOD), DEFAULT_POLICY);
    }

    /** This service with another policy. */
    public IcapService withPolicy(Policy<IcapAction> other) {
        return new IcapService(path, aliases, methods, other);
    }

    /** All that bears on what a client may have kept of its answers, in words that never change for the same. */
    String fingerprint() {
        StringBuilder text = new StringBuilder(path);
        for (Concern concern : Concern.values()) {
            text.append(' ')
                    .append(concern.id())
                    .append('=')
                    .append(policy.action(concern).id());
        }
        return text.append(' ').append(new TreeSet<>(methods)).toString();
    }

    /** Every path that leads here. */
    List<String> paths() {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(path), aliases.stream())
                .toList();
    }
}

package dev.gatehouse.gateway.clamd;

import dev.gatehouse.gateway.policy.Policy;
import java.nio.file.Path;
import java.util.List;

/**
 * How one listener speaks clamd's protocol.
 *
 * @param policy what clients are told of what could not be looked at
 * @param streamMaxLength how many bytes INSTREAM takes
 * @param roots the folders below which SCAN and its kin may look; none refuses them
 * @param reloadAllowed whether clients may have the signatures read again
 * @param shutdownAllowed whether clients may end the service
 */
public record ClamdSettings(
        Policy<ClamdAction> policy,
        long streamMaxLength,
        List<Path> roots,
        boolean reloadAllowed,
        boolean shutdownAllowed) {

    /** 100 MiB, as clamd 1.4 has it. */
    public static final long DEFAULT_STREAM_MAX_LENGTH = 100L << 20;

    /** The settings where nobody sets others: safe for every known client, streams alone, no say over the service. */
    public static final ClamdSettings DEFAULT =
            new ClamdSettings(ClamdClient.ANY.policy(), DEFAULT_STREAM_MAX_LENGTH, List.of(), false, false);

    /** Copies the roots and checks the bound. */
    public ClamdSettings {
        roots = List.copyOf(roots);
        if (streamMaxLength < 1) {
            throw new IllegalArgumentException("streamMaxLength must be positive: " + streamMaxLength);
        }
    }

    /** These settings with another policy. */
    public ClamdSettings withPolicy(Policy<ClamdAction> other) {
        return new ClamdSettings(other, streamMaxLength, roots, reloadAllowed, shutdownAllowed);
    }

    /** These settings with another bound on streams, in bytes. */
    public ClamdSettings withStreamMaxLength(long bytes) {
        return new ClamdSettings(policy, bytes, roots, reloadAllowed, shutdownAllowed);
    }

    /** These settings with other folders. */
    public ClamdSettings withRoots(List<Path> folders) {
        return new ClamdSettings(policy, streamMaxLength, folders, reloadAllowed, shutdownAllowed);
    }

    /** These settings with or without a say over the service. */
    public ClamdSettings withAllowed(boolean reload, boolean shutdown) {
        return new ClamdSettings(policy, streamMaxLength, roots, reload, shutdown);
    }
}

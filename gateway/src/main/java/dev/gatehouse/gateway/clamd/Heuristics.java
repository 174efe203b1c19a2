package dev.gatehouse.gateway.clamd;

import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.engine.PartReport;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.ReasonCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names for what could not be looked at, without the word that begins them. Where clamd has one it is clamd's, for
 * clients know these: rspamd tells {@code Encrypted} and {@code Limits.Exceeded} from viruses. So whatever is not
 * encrypted stands among the limits.
 */
final class Heuristics {

    /** The gate was full. Among limits, so that a client which knows them tries later. */
    static final String BUSY = "Limits.Exceeded.Busy";

    /** Nobody could scan it. Among limits for the same reason. */
    static final String NOT_SCANNED = "Limits.Exceeded.NotScanned";

    /** More bytes came than a listener takes. */
    static final String STREAM_LENGTH = "Limits.Exceeded.MaxFileSize";

    private static final Map<ContentType, String> CONTAINERS = Map.of(
            ContentType.ZIP, "Zip",
            ContentType.PDF, "PDF",
            ContentType.OLE2, "Doc",
            ContentType.SEVEN_Z, "7Zip",
            ContentType.RAR, "RAR",
            ContentType.ARJ, "ARJ");

    private Heuristics() {}

    /** What a reason is called. */
    static String name(LocatedReason located, PartReport root) {
        ReasonCode code = located.reason().code();
        return switch (code) {
            case ENCRYPTED -> "Encrypted." + container(located.path(), root);
            case LIMIT_DEPTH -> "Limits.Exceeded.MaxRecursion";
            case LIMIT_PARTS -> "Limits.Exceeded.MaxFiles";
            case LIMIT_BYTES -> "Limits.Exceeded.MaxScanSize";
            case LIMIT_PART_BYTES -> "Limits.Exceeded.MaxFileSize";
            case LIMIT_TIME -> "Limits.Exceeded.MaxScanTime";
            case LIMIT_RATIO -> "Limits.Exceeded.MaxRatio";
            case LIMIT_MEMORY -> "Limits.Exceeded.MaxMemory";
            case LIMIT_MATCHES -> "Limits.Exceeded.MaxMatches";
            case BACKEND_LIMIT -> "Limits.Exceeded.Backend";
            case OVERLAPPING_PARTS -> "Limits.Exceeded.OverlappingFiles";
            case TRUNCATED -> "Limits.Exceeded.Truncated";
            case MALFORMED -> "Limits.Exceeded.Malformed";
            case CHECKSUM_MISMATCH -> "Limits.Exceeded.Checksum";
            case UNSUPPORTED -> "Limits.Exceeded.Unsupported";
            case MULTI_VOLUME -> "Limits.Exceeded.MultiVolume";
            case UNREADABLE,
                    CHANGED_DURING_SCAN,
                    SPECIAL_FILE,
                    SYMBOLIC_LINK,
                    FOLDER_LOOP,
                    NO_SPACE,
                    CANCELLED,
                    BACKEND_UNAVAILABLE,
                    BACKEND_TIMEOUT,
                    BACKEND_ERROR,
                    BACKEND_STALE -> NOT_SCANNED;
        };
    }

    /** The innermost container on the way to what is encrypted. */
    private static String container(List<String> path, PartReport root) {
        PartReport part = root;
        String name = nameOf(root).orElse("Data");
        for (String step : path) {
            Optional<PartReport> next = part.parts().stream()
                    .filter(inner -> inner.name().equals(step))
                    .findFirst();
            if (next.isEmpty()) {
                break;
            }
            part = next.get();
            name = nameOf(part).orElse(name);
        }
        return name;
    }

    private static Optional<String> nameOf(PartReport part) {
        return CONTAINERS.entrySet().stream()
                .filter(entry -> part.types().contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst();
    }
}

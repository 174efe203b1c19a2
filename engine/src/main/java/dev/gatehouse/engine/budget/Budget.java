package dev.gatehouse.engine.budget;

import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one file has cost so far and what it may still cost. Parts and bytes are charged as they come out, before they
 * are kept, so that a bomb never gets further than its bound. Used by the one thread that scans the file.
 *
 * <p>A bound of a single part ({@link Limits#depth}, {@link Limits#partBytes}) cuts that part alone. A bound of the
 * file is {@link #spent} from then on: nothing more comes out.
 */
public final class Budget {

    private final Limits limits;
    private final Deadline deadline;
    private final long allowedBytes;
    private final ReasonCode allowedBytesCode;
    private final long fileBytes;
    private long parts;
    private long bytes;
    private @Nullable Reason spent;
    private @Nullable Reason refusal;

    /**
     * A budget of which nothing is spent.
     *
     * @param fileBytes the file's size, against which the ratio counts
     * @param deadline when the file's time is over
     */
    public Budget(Limits limits, long fileBytes, Deadline deadline) {
        this.limits = limits;
        this.deadline = deadline;
        this.fileBytes = fileBytes;
        long byRatio = Math.max(limits.ratioFreeBytes(), saturatedProduct(limits.ratio(), fileBytes));
        this.allowedBytes = Math.min(limits.bytes(), byRatio);
        this.allowedBytesCode = limits.bytes() <= byRatio ? ReasonCode.LIMIT_BYTES : ReasonCode.LIMIT_RATIO;
    }

    /** Whether a container at this depth may be opened; a file is at depth 0. */
    public boolean opens(int depth) {
        return depth < limits.depth();
    }

    /** Why a container at {@link Limits#depth} is not opened. */
    public Reason tooDeep() {
        return new Reason(ReasonCode.LIMIT_DEPTH, "nested deeper than " + limits.depth() + " containers");
    }

    /** Charges one part. When it may not come out, {@link #spent} tells why. */
    public boolean part() {
        if (spent != null) {
            return false;
        }
        if (parts >= limits.parts()) {
            spent = new Reason(ReasonCode.LIMIT_PARTS, "more than " + limits.parts() + " parts in the file");
            return false;
        }
        parts++;
        return true;
    }

    /**
     * Charges bytes that are about to come out of the file as one part.
     *
     * @param wanted how many there are, more than 0
     * @param before how many bytes of the part came out before
     * @return how many may be kept; if fewer than wanted, {@link #refusal} tells why
     */
    public long bytes(long wanted, long before) {
        if (deadline.expired()) {
            refusal = over(deadline);
            return 0;
        }
        long partRoom = limits.partBytes() - before;
        long fileRoom = spent == null ? allowedBytes - bytes : 0;
        long granted = Math.min(wanted, Math.min(partRoom, fileRoom));
        bytes += granted;
        if (granted < wanted) {
            refuse(fileRoom <= partRoom);
        }
        return granted;
    }

    private void refuse(boolean file) {
        if (!file) {
            refusal =
                    new Reason(ReasonCode.LIMIT_PART_BYTES, "the part has more than " + limits.partBytes() + " bytes");
            return;
        }
        if (spent == null) {
            spent = allowedBytesCode == ReasonCode.LIMIT_BYTES
                    ? new Reason(ReasonCode.LIMIT_BYTES, "more than " + limits.bytes() + " bytes in the file's parts")
                    : new Reason(
                            ReasonCode.LIMIT_RATIO,
                            "more than " + allowedBytes + " bytes came out of " + fileBytes + ": the ratio allowed is "
                                    + limits.ratio());
        }
        refusal = spent;
    }

    /**
     * Charges parts and bytes that are known beforehand, all or none.
     *
     * @return whether they were within every bound of the file; if not, nothing is charged and nothing is spent
     */
    public boolean chargeWhole(long wantedParts, long wantedBytes) {
        if (spent != null || limits.parts() - parts < wantedParts || allowedBytes - bytes < wantedBytes) {
            return false;
        }
        parts += wantedParts;
        bytes += wantedBytes;
        return true;
    }

    /** Why the last call of {@link #bytes} granted less than was wanted; nothing if none ever did. */
    public Optional<Reason> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The bound of the file, time aside, that was reached; nothing while none is. */
    public Optional<Reason> spent() {
        return Optional.ofNullable(spent);
    }

    /** Why a deadline ended a scan: the time is over, or the caller cancelled. */
    public static Reason over(Deadline deadline) {
        return deadline.cancelled()
                ? new Reason(ReasonCode.CANCELLED, "the caller ended the scan")
                : new Reason(ReasonCode.LIMIT_TIME, "the time for the file is over");
    }

    /** How many parts came out so far, the file not counted. */
    public long parts() {
        return parts;
    }

    /** How many bytes came out so far, over all parts, the file not counted. */
    public long bytes() {
        return bytes;
    }

    private static long saturatedProduct(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
    }
}

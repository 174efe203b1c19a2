package dev.gatehouse.backend.contained;

import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Deadline;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The children that nobody has, the one that was used last first: its memory is warm. */
final class Pool {

    private static final long LOOK_MILLIS = 20;

    private final BlockingDeque<ChildProcess> idle = new LinkedBlockingDeque<>();
    private volatile String trouble = "";
    private volatile @Nullable BackendIdentity identity;

    void arrived(ChildProcess child) {
        idle.addFirst(child);
    }

    void left(ChildProcess child, String why) {
        idle.remove(child);
        trouble = "a contained child ended: " + why;
    }

    void troubled(String what) {
        trouble = what;
    }

    /** What went wrong last. */
    String trouble() {
        return trouble;
    }

    void learned(BackendIdentity said) {
        identity = said;
    }

    /** Who the children said they are. */
    Optional<BackendIdentity> identity() {
        return Optional.ofNullable(identity);
    }

    /** A child for one scan. Nothing when the time is over before one is free, or there is no use in waiting. */
    Optional<ChildProcess> take(Deadline deadline, BooleanSupplier useful) throws InterruptedException {
        while (!deadline.expired()) {
            ChildProcess child = idle.pollFirst(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (child != null && ready(child)) {
                return Optional.of(child);
            }
            if (child == null && !useful.getAsBoolean()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** A child that nobody uses at this moment, if there is one. */
    Optional<ChildProcess> takeNow() {
        for (ChildProcess child = idle.pollFirst(); child != null; child = idle.pollFirst()) {
            if (ready(child)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    private static boolean ready(ChildProcess child) {
        if (!child.inbox().clear()) {
            child.kill("it talked nonsense: nobody had asked it anything");
        }
        return !child.inbox().isOver();
    }

    void giveBack(ChildProcess child) {
        if (!child.inbox().isOver()) {
            idle.addFirst(child);
        }
    }
}

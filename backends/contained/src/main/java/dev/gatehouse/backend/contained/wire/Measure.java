package dev.gatehouse.backend.contained.wire;

import java.util.Locale;
import java.util.Optional;

/** Something that a contained child cannot do, or a wall that stands around it. */
public enum Measure {
    /** It reaches no network. */
    NO_NETWORK,
    /** It reads no files but its installation, its signatures and what it is given. */
    NO_FILES,
    /** It writes nowhere but in a folder of its own that ends with it. */
    NO_WRITES,
    /** It is not root, has no capabilities and can gain none. */
    NO_PRIVILEGES,
    /** It starts no programs and no processes. */
    NO_PROGRAMS,
    /** It neither sees nor signals processes outside. */
    NO_OTHER_PROCESSES,
    /** A filter refuses the system calls that it does not need. */
    SYSTEM_CALLS,
    /** Its memory is bounded by the kernel. */
    MEMORY,
    /** The processors that it may use are bounded by the kernel. */
    CPU,
    /** It has a user namespace of its own. */
    USER_NAMESPACE,
    /** It has a process namespace of its own. */
    PID_NAMESPACE,
    /** It has a network namespace of its own. */
    NET_NAMESPACE,
    /** It has a namespace of its own for System V objects and message queues. */
    IPC_NAMESPACE,
    /** It has a host name of its own. */
    UTS_NAMESPACE,
    /** It has a file system tree of its own. */
    MOUNT_NAMESPACE;

    /** The name in configurations and reports: lower case with hyphens. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one with an id. */
    public static Optional<Measure> of(String id) {
        for (Measure measure : values()) {
            if (measure.id().equals(id)) {
                return Optional.of(measure);
            }
        }
        return Optional.empty();
    }
}

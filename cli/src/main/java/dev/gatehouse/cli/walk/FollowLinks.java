package dev.gatehouse.cli.walk;

/** Which symbolic links are followed. */
public enum FollowLinks {
    /** None. */
    NEVER,
    /** Those that the caller named as paths to scan. */
    NAMED,
    /** Every one. */
    ALWAYS;

    boolean follows(boolean named) {
        return this == ALWAYS || (this == NAMED && named);
    }
}

import org.jspecify.annotations.NullMarked;

/**
 * How a process on Linux gives up what it no longer needs: system calls by seccomp, files by Landlock. The one place
 * that makes system calls; it knows nothing of scanning.
 */
@NullMarked
module dev.gatehouse.confine {
    requires static org.jspecify;

    exports dev.gatehouse.confine;
}

package dev.gatehouse.cli;

/** What the exit code of {@code gatehouse} means; the first three are clamscan's. */
final class ExitCode {

    /** Everything was looked at and nothing was found. */
    static final int CLEAN = 0;
    /** Something was found. */
    static final int FOUND = 1;
    /** An error, or not everything was looked at. */
    static final int ERROR = 2;
    /** Whoever read the output closed it: 128 and the number of SIGPIPE, as for any program. */
    static final int OUTPUT_CLOSED = 141;

    private ExitCode() {}
}

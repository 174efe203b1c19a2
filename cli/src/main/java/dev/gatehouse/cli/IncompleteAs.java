package dev.gatehouse.cli;

/** What a file counts as in which nothing was found, but not all of which was looked at. */
enum IncompleteAs {
    OK(ExitCode.CLEAN),
    FOUND(ExitCode.FOUND),
    ERROR(ExitCode.ERROR);

    private final int exitCode;

    IncompleteAs(int exitCode) {
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}

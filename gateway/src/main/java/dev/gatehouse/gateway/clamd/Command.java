package dev.gatehouse.gateway.clamd;

/**
 * The commands in the order in which clamd compares them: a later one may begin like an earlier one, but never the other
 * way round. What each may be is clamd 1.4's.
 */
enum Command {
    SCAN(Shape.PATH, true),
    QUIT(Shape.WORD, true),
    RELOAD(Shape.WORD, true),
    PING(Shape.WORD, true),
    CONTSCAN(Shape.PATH, true),
    VERSIONCOMMANDS(Shape.WORD, false),
    VERSION(Shape.WORD, true),
    END(Shape.WORD, false),
    SHUTDOWN(Shape.WORD, true),
    MULTISCAN(Shape.PATH, true),
    FILDES(Shape.WORD, true),
    STATS(Shape.WORD, false),
    IDSESSION(Shape.WORD, false),
    INSTREAM(Shape.WORD, false),
    DETSTATSCLEAR(Shape.WORD, true),
    DETSTATS(Shape.WORD, true),
    ALLMATCHSCAN(Shape.PATH, false);

    private enum Shape {
        WORD,
        PATH
    }

    private final Shape shape;
    private final boolean bare;

    Command(Shape shape, boolean bare) {
        this.shape = shape;
        this.bare = bare;
    }

    /** Whether a path follows. */
    boolean takesPath() {
        return shape == Shape.PATH;
    }

    /** Whether it may be said without a letter before it. */
    boolean mayBeBare() {
        return bare;
    }

    /** Whether it may be said within a session. */
    boolean inSession() {
        return switch (this) {
            case FILDES, SCAN, END, INSTREAM, VERSION, PING, STATS, VERSIONCOMMANDS -> true;
            case QUIT, RELOAD, CONTSCAN, SHUTDOWN, MULTISCAN, IDSESSION, DETSTATSCLEAR, DETSTATS, ALLMATCHSCAN -> false;
        };
    }
}

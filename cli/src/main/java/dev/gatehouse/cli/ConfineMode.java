package dev.gatehouse.cli;

/** What becomes of a scan when the process cannot give up what it no longer needs. */
enum ConfineMode {
    /** It goes on with what can be had. */
    AUTO,
    /** It is an error. */
    REQUIRE,
    /** Nothing is given up. */
    OFF
}

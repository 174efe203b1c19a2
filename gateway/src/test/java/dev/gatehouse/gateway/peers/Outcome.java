package dev.gatehouse.gateway.peers;

/** What becomes of what is sent through a gateway. */
enum Outcome {
    /** It arrives, each byte of it. */
    PASSED,
    /** It is refused for good: something was found, or policy says so. */
    REFUSED,
    /** It does not arrive now, and its sender may try again. */
    POSTPONED
}

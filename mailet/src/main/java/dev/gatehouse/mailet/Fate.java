package dev.gatehouse.mailet;

/** What can become of a mail in James, from the mildest. */
enum Fate {
    /** It goes on to the next mailet. */
    PASS,
    /** It goes on in another processor. */
    DIVERT,
    /** It is gone. */
    DISCARD,
    /**
     * It is tried again later. The gravest: what could not be judged now is judged then, and may have any other fate.
     */
    RETRY
}

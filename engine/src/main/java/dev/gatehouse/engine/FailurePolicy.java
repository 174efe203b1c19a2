package dev.gatehouse.engine;

/**
 * What becomes of a file while a backend that counts is out: unreachable, out of order, or with signatures that are too
 * old. Under none of them is a file clean that such a backend did not judge, unless a standby judged it instead.
 */
public enum FailurePolicy {
    /** A {@linkplain Role#STANDBY standby} scans instead. Without one, the file is judged by the others as far as it goes. */
    FAIL_OVER,
    /** The file waits for the backend, up to a bound, and is then judged by the others as far as it goes. */
    HOLD,
    /** The file is refused: it has failed, and nobody looks at it. */
    REFUSE
}

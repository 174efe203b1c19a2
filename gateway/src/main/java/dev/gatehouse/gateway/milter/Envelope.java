package dev.gatehouse.gateway.milter;

/**
 * Who a message is for, as far as it matters: whether all its recipients are exempt. The MTA tells those that it accepts
 * so far. One that it rejects afterwards can only have the message scanned that need not have been: a message is exempt
 * if every recipient that was told is, and so is every one that is left of them.
 */
final class Envelope {

    private boolean some;
    private boolean others;

    /** Takes a recipient. */
    void recipient(boolean exempt) {
        some = true;
        others |= !exempt;
    }

    /** Whether there are recipients and all are exempt. */
    boolean exempt() {
        return some && !others;
    }
}

package dev.gatehouse.gateway.icap;

import dev.gatehouse.gateway.policy.Concern;

/** A body that was not taken to its end, and so cannot be judged: the gate is busy, it is too long, the disk is full. */
final class NotTakenException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Concern concern;

    NotTakenException(Concern concern, String message) {
        super(message);
        this.concern = concern;
    }

    Concern concern() {
        return concern;
    }
}

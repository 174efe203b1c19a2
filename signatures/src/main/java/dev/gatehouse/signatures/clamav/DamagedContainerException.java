package dev.gatehouse.signatures.clamav;

import java.io.IOException;

/** A container's archive cannot be read on from here. */
final class DamagedContainerException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedContainerException(String message) {
        super(message);
    }
}

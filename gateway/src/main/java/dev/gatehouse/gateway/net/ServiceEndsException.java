package dev.gatehouse.gateway.net;

import java.io.IOException;

/** The service ends, and takes no more requests on this link. */
public final class ServiceEndsException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The service ends. */
    public ServiceEndsException() {
        super("the service ends");
    }
}

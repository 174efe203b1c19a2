package dev.gatehouse.gateway.icap;

/** A request that cannot be served; the connection ends with the answer, for nobody knows where the next one begins. */
final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Status status;

    BadRequestException(Status status, String message) {
        super(message);
        this.status = status;
    }

    static BadRequestException malformed(String message) {
        return new BadRequestException(Status.BAD_REQUEST, message);
    }

    Status status() {
        return status;
    }
}

package dev.gatehouse.gateway.icap;

/** Takes a body as it arrives. */
@FunctionalInterface
interface BodySink {

    /**
     * Takes the next bytes.
     *
     * @throws NotTakenException if there is no room for them; the rest of the body is not read
     */
    void add(byte[] bytes, int offset, int length) throws NotTakenException, InterruptedException;
}

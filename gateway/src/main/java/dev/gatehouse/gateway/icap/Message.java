package dev.gatehouse.gateway.icap;

import java.io.IOException;
import java.util.Optional;

/**
 * The HTTP message that a request is about, without its body.
 *
 * @param method which of the two it is
 * @param request the HTTP request's head as it came; empty if it did not
 * @param response the HTTP response's head as it came; empty if it did not
 */
record Message(IcapMethod method, byte[] request, byte[] response) {

    private static final int LONGEST_NAME = 255;

    static Message read(Incoming in, IcapMethod method, Encapsulated carried) throws IOException {
        byte[] request = in.bytes(Math.max(0, carried.requestHead()));
        byte[] response = in.bytes(Math.max(0, carried.responseHead()));
        return new Message(method, request, response);
    }

    /** The head of what is asked about, which goes back with it. */
    byte[] own() {
        return method == IcapMethod.REQMOD ? request : response;
    }

    /** The address; empty where nobody told it. */
    String url() {
        if (request.length == 0) {
            return "";
        }
        HttpHead head = HttpHead.of(request);
        String target = head.second();
        Optional<String> host = head.fields().value("Host");
        return target.startsWith("/") && host.isPresent() ? "http://" + host.get() + target : target;
    }

    /** What the report calls the body: the last name in the address. */
    String name() {
        String url = url();
        int end = url.indexOf('?');
        String path = end < 0 ? url : url.substring(0, end);
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isEmpty() || name.length() > LONGEST_NAME ? "body" : name;
    }
}

package dev.gatehouse.gateway.icap;

import java.io.IOException;
import java.util.Optional;

/** The HTTP message that a request is about, without its body. */
final class Message {

    private static final int LONGEST_NAME = 255;

    private final IcapMethod method;
    private final byte[] request;
    private final byte[] response;

    private Message(IcapMethod method, byte[] request, byte[] response) {
        this.method = method;
        this.request = request;
        this.response = response;
    }

    /** Reads the heads that a request carries. */
    static Message read(Incoming in, IcapMethod method, Encapsulated carried) throws IOException {
        byte[] request = in.bytes(Math.max(0, carried.requestHead()));
        byte[] response = in.bytes(Math.max(0, carried.responseHead()));
        return new Message(method, request, response);
    }

    /** Which of the two it is about. */
    IcapMethod method() {
        return method;
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

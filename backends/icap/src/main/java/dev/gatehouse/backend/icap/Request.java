package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/**
 * The heads of requests. The file has no name in them unless that is asked for: a server that chooses what to scan by
 * extension would else let whoever names the file choose.
 *
 * @param address where they go
 * @param method how the file is wrapped
 * @param extraFields lines for the ICAP header, without their ends
 */
record Request(IcapAddress address, Method method, List<String> extraFields) {

    private static final String HOST = "gatehouse.invalid";
    private static final int LONGEST_NAME = 255;

    private record Wrapped(String http, String parts) {}

    Request {
        extraFields = List.copyOf(extraFields);
    }

    /** Asks what the service can do. */
    byte[] options() {
        return ("OPTIONS " + address.uri() + " ICAP/1.0\r\nHost: " + address.authority()
                        + "\r\nUser-Agent: Gatehouse\r\n" + extra() + "Encapsulated: null-body=0\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Everything before the body of a request that carries a file.
     *
     * @param preview how long the preview is, if there is one
     * @param allow what {@code Allow} says; empty for nothing
     * @param named whether the file's name is told
     */
    byte[] head(Subject subject, OptionalInt preview, String allow, boolean named) {
        String url = url(subject, named);
        String upload = "Host: " + HOST + "\r\n";
        String entity = "Content-Type: application/octet-stream\r\nContent-Length: " + subject.size() + "\r\n\r\n";
        // the wrapped HTTP message, and where its parts begin
        Wrapped wrapped = switch (method) {
            case RESPMOD -> {
                String request = "GET " + url + " HTTP/1.1\r\n" + upload + "\r\n";
                String http = request + "HTTP/1.1 200 OK\r\n" + entity;
                yield new Wrapped(http, "req-hdr=0, res-hdr=" + request.length() + ", res-body=" + http.length());
            }
            case REQMOD -> {
                String http = requestLine(subject, named) + "\r\n" + upload + entity;
                yield new Wrapped(http, "req-hdr=0, req-body=" + http.length());
            }
        };
        return (method.name() + " " + address.uri() + " ICAP/1.0\r\nHost: " + address.authority()
                        + "\r\nUser-Agent: Gatehouse\r\n" + extra()
                        + (allow.isEmpty() ? "" : "Allow: " + allow + "\r\n")
                        + (preview.isPresent() ? "Preview: " + preview.getAsInt() + "\r\n" : "")
                        + "Encapsulated: " + wrapped.parts() + "\r\n\r\n" + wrapped.http())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The first line of the upload in a REQMOD; a server that changes it sends the client elsewhere. */
    String requestLine(Subject subject, boolean named) {
        return "POST " + url(subject, named) + " HTTP/1.1";
    }

    private String extra() {
        return extraFields.isEmpty() ? "" : String.join("\r\n", extraFields) + "\r\n";
    }

    private static String url(Subject subject, boolean named) {
        return "http://" + HOST + "/" + (named ? escaped(subject.path().getLast()) : "file");
    }

    /** Percent-encoded, RFC 3986: the name is whatever somebody called the file. */
    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte next : name.getBytes(StandardCharsets.UTF_8)) {
            if (escaped.length() >= LONGEST_NAME) {
                break;
            }
            boolean plain = (next >= 'a' && next <= 'z')
                    || (next >= 'A' && next <= 'Z')
                    || (next >= '0' && next <= '9')
                    || next == '.'
                    || next == '-'
                    || next == '_';
            if (plain) {
                escaped.append((char) next);
            } else {
                escaped.append(String.format("%%%02X", next & 0xff));
            }
        }
        return escaped.isEmpty() ? "file" : escaped.toString();
    }
}

package dev.gatehouse.backend.icap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer of a product, written out by hand from what is known of it, and the outcome that it must have. In the file
 * {@code transcripts/PROFILE.txt} each begins with {@code === what it shows} and {@code expect: OUTCOME}; then come the
 * ICAP header, and after empty lines the HTTP header and the body. {@code Encapsulated} and chunks are added; the body
 * {@code {file}} is the file itself. A line {@code preview-only} before the header has the server answer to the preview.
 *
 * @param profile the product
 * @param title what it shows
 * @param expected the outcome, as {@link Backends#said} says it
 * @param previewOnly whether the server answers to the preview
 * @param icap the ICAP header
 * @param http the HTTP header; empty for none
 * @param body the body; empty for none
 */
record Transcript(
        String profile, String title, String expected, boolean previewOnly, String icap, String http, String body) {

    static List<Transcript> all() {
        return Profiles.NAMES.stream().flatMap(name -> of(name).stream()).toList();
    }

    static List<Transcript> of(String profile) {
        String file = "transcripts/" + profile + ".txt";
        String text;
        try (InputStream stream = Transcript.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("there is no " + file);
            }
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Transcript> transcripts = new ArrayList<>();
        for (String part : text.split("(?m)^=== ", -1)) {
            if (!part.isBlank()) {
                transcripts.add(parse(profile, part.stripTrailing()));
            }
        }
        return transcripts;
    }

    private static Transcript parse(String profile, String part) {
        String[] lines = part.split("\n", 3);
        String rest = lines[2];
        boolean previewOnly = rest.startsWith("preview-only\n");
        if (previewOnly) {
            rest = rest.substring(rest.indexOf('\n') + 1);
        }
        String[] blocks = rest.split("\n\n", 3);
        return new Transcript(
                profile,
                lines[0].strip(),
                lines[1].substring("expect: ".length()).strip(),
                previewOnly,
                blocks[0],
                blocks.length > 1 ? blocks[1] : "",
                blocks.length > 2 ? blocks[2] : "");
    }

    /** The answer's bytes, to a request with this file. */
    byte[] bytes(byte[] file) {
        byte[] head = http.isEmpty() ? new byte[0] : wire(http + "\n\n");
        byte[] content = body.equals("{file}") ? file : body.getBytes(StandardCharsets.UTF_8);
        boolean request = http.startsWith("POST ") || http.startsWith("GET ");
        String encapsulated;
        if (http.isEmpty()) {
            encapsulated = icap.startsWith("ICAP/1.0 204") ? "" : "Encapsulated: null-body=0\n";
        } else {
            String kind = request ? "req" : "res";
            encapsulated = "Encapsulated: " + kind + "-hdr=0, " + (body.isEmpty() ? "null" : kind) + "-body="
                    + head.length + "\n";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(wire(icap + "\n" + encapsulated + "\n"));
        bytes.writeBytes(head);
        if (!body.isEmpty()) {
            bytes.writeBytes(wire(Integer.toHexString(content.length) + "\n"));
            bytes.writeBytes(content);
            bytes.writeBytes(wire("\n0\n\n"));
        }
        return bytes.toByteArray();
    }

    private static byte[] wire(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return profile + ": " + title;
    }
}

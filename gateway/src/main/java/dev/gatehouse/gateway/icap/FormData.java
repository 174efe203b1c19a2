package dev.gatehouse.gateway.icap;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.gateway.policy.Concern;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the parts of a multipart body lie, RFC 2046 section 5.1 and RFC 7578. What this does not look into, parts with a
 * transfer encoding and parts of parts, is told as a trouble.
 *
 * @param parts in their order
 * @param trouble why these may not be all that a receiver reads; nothing when they are
 */
record FormData(List<Part> parts, Optional<Violation> trouble) {

    private static final int MOST_PARTS = 1000;
    private static final int MOST_HEAD_BYTES = 8 << 10;
    private static final int LONGEST_NAME = 255;
    private static final Pattern BOUNDARY = Pattern.compile(
            ";\\s*boundary\\s*=\\s*(?:\"([^\"]{1,200})\"|([^\\s;\"]{1,200}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"/]{1,200})\"", Pattern.CASE_INSENSITIVE);

    /**
     * A part's own bytes, without its header.
     *
     * @param name its file's name, if it has one
     */
    record Part(String name, long position, long length) {}

    FormData {
        parts = List.copyOf(parts);
    }

    /** Whether a content type is one of parts. */
    static boolean multipart(String type) {
        return type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** Finds the parts. */
    static FormData of(Content content, String type) throws IOException {
        Matcher boundary = BOUNDARY.matcher(type);
        if (!boundary.find()) {
            return blind("a form without a boundary");
        }
        String named = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        String text = named.stripTrailing();
        if (boundary.find()) {
            return blind("a form with two boundaries");
        }
        return new Search(content, ("--" + text).getBytes(StandardCharsets.ISO_8859_1)).run();
    }

    private static FormData blind(String why) {
        return new FormData(List.of(), Optional.of(Violation.of(Concern.INCOMPLETE, why)));
    }

    /** Goes through the lines: a part lies between two that begin with the boundary. */
    private static final class Search {

        private final Content content;
        private final byte[] boundary;
        private final byte[] start;
        private final List<Part> parts = new ArrayList<>();
        private long partAt = -1;
        private Optional<Violation> trouble = Optional.empty();

        private Search(Content content, byte[] boundary) {
            this.content = content;
            this.boundary = boundary;
            this.start = new byte[boundary.length];
        }

        private FormData run() throws IOException {
            boolean closed = false;
            boolean atLineStart = true;
            int matched = 0;
            long position = 0;
            byte[] buffer = new byte[64 << 10];
            try (InputStream stream = content.stream()) {
                for (int count = stream.read(buffer); count >= 0 && !closed; count = stream.read(buffer)) {
                    for (int i = 0; i < count && !closed; i++, position++) {
                        byte next = buffer[i];
                        if (atLineStart && matched < start.length && next == boundary[matched]) {
                            matched++;
                            if (matched == start.length) {
                                closed = delimiter(position + 1 - start.length);
                                atLineStart = false;
                                matched = 0;
                            }
                        } else {
                            atLineStart = next == '\n';
                            matched = 0;
                        }
                    }
                }
            }
            if (!closed) {
                end(content.size());
                tell("a form without an end");
            }
            return new FormData(parts, trouble);
        }

        private void tell(String why) {
            if (trouble.isEmpty()) {
                trouble = Optional.of(Violation.of(Concern.INCOMPLETE, why));
            }
        }

        /** A line that begins with the boundary; tells whether it is the last. */
        private boolean delimiter(long at) throws IOException {
            if (partAt >= 0) {
                end(Math.max(partAt, before(at)));
            }
            byte[] after = new byte[2];
            int count = content.read(at + boundary.length, after, 0, 2);
            if (count == 2 && after[0] == '-' && after[1] == '-') {
                return true;
            }
            partAt = at + boundary.length;
            return false;
        }

        /** The line's end before a delimiter is the delimiter's. */
        private long before(long at) throws IOException {
            byte[] end = new byte[2];
            if (at >= 2 && content.read(at - 2, end, 0, 2) == 2 && end[0] == '\r') {
                return at - 2;
            }
            return Math.max(0, at - 1);
        }

        private void end(long to) throws IOException {
            if (partAt < 0) {
                return;
            }
            if (parts.size() == MOST_PARTS) {
                trouble = Optional.of(Violation.of(Concern.LIMIT, "a form of more than " + MOST_PARTS + " parts"));
                return;
            }
            byte[] head = new byte[(int) Math.min(MOST_HEAD_BYTES, to - partAt)];
            int count = content.read(partAt, head, 0, head.length);
            String text = new String(head, 0, Math.max(0, count), StandardCharsets.ISO_8859_1);
            Matcher empty = Pattern.compile("\\r?\\n\\r?\\n").matcher(text);
            if (!empty.find()) {
                tell("a part of a form without an end of its header");
                parts.add(new Part("part", partAt, to - partAt));
                return;
            }
            String header = text.substring(0, empty.start());
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.contains("content-type: multipart") || encoded(lower)) {
                tell("a part of a form that is encoded or has parts of its own");
            }
            Matcher name = FILE_NAME.matcher(header);
            String called = name.find() ? name.group(1) : "part";
            parts.add(new Part(
                    called.length() > LONGEST_NAME ? "part" : called, partAt + empty.end(), to - partAt - empty.end()));
        }

        private static boolean encoded(String header) {
            Matcher encoding = Pattern.compile("content-transfer-encoding\\s*:\\s*([a-z0-9-]*)")
                    .matcher(header);
            return encoding.find() && !encoding.group(1).matches("7bit|8bit|binary");
        }
    }
}

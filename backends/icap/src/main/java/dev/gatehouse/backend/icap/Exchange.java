package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One file sent over one connection, and the answer to it. Used once. */
final class Exchange {

    /** How long the end of an upload may still be on its way when the answer is there. */
    private static final Duration TAIL = Duration.ofSeconds(1);

    private static final ReplyReader.BodyEnd NO_BODY = new ReplyReader.BodyEnd(true, OptionalLong.empty(), Fields.NONE);

    private final Wire wire;
    private final Subject subject;
    private final OptionalInt preview;
    private final String requestLine;
    private final Upload upload;
    private boolean reusable;
    private boolean leftOff;

    /**
     * @param head the request's head, see {@link Request#head}
     * @param preview how long the preview is, if there is one
     * @param requestLine the line that comes back unchanged when a REQMOD service lets the file pass
     */
    Exchange(Wire wire, byte[] head, Subject subject, OptionalInt preview, String requestLine) {
        this.wire = wire;
        this.subject = subject;
        this.preview = preview;
        this.requestLine = requestLine;
        this.upload = new Upload(head, subject, preview, wire);
    }

    /** Whether the connection can carry another exchange. */
    boolean reusable() {
        return reusable;
    }

    /** Why the file could not be read, if it could not. */
    Optional<String> unreadable() {
        return upload.unreadable();
    }

    /**
     * Sends the file and reads the answer.
     *
     * @throws IOException if there is no answer: the connection broke, or the time is over
     * @throws BadReplyException if what came has not even the head of an answer
     */
    Reply run() throws IOException, BadReplyException {
        wire.reader().expectReply();
        Thread sender = Thread.ofVirtual().name("icap-upload").start(upload);
        boolean answered = false;
        try {
            Reply reply = answer();
            answered = true;
            return reply;
        } finally {
            upload.leaveOff();
            end(sender, answered);
        }
    }

    private Reply answer() throws IOException, BadReplyException {
        ReplyReader reader = wire.reader();
        boolean previewOut = preview.isPresent() && preview.getAsInt() < subject.size();
        ReplyHead head = reader.head();
        for (int i = 0; head.status().code() < 200; i++) {
            if (i == Bounds.INTERIM_REPLIES) {
                throw new BadReplyException(
                        "answers of the kind " + head.status().code() + " without end");
            }
            if (previewOut && head.status().code() == 100) {
                previewOut = false;
                upload.goOn();
            }
            head = reader.head();
        }
        Reply.Coverage coverage = coverage(previewOut);
        if (previewOut) {
            leftOff = true;
            upload.leaveOff();
        }
        return withBody(head, coverage);
    }

    private Reply.Coverage coverage(boolean previewOut) {
        if (previewOut) {
            return Reply.Coverage.PREVIEW;
        }
        if (upload.whole()) {
            return Reply.Coverage.WHOLE;
        }
        return preview.isPresent() ? Reply.Coverage.PART_AFTER_PREVIEW : Reply.Coverage.PART;
    }

    /** From here on the head is known, so that whatever goes wrong does not hide what it says. */
    private Reply withBody(ReplyHead head, Reply.Coverage coverage) {
        Fields fields = head.fields();
        Optional<HttpHead> http = Optional.empty();
        Reply.Body body;
        try {
            Encapsulated parts = Encapsulated.of(fields);
            int code = head.status().code();
            if (code == 204 && !parts.equals(Encapsulated.NOTHING)) {
                throw new BadReplyException("an answer that says it carries nothing, and carries something");
            }
            if ((code == 200 || code == 206) && fields.field("Encapsulated").isEmpty()) {
                throw new BadReplyException("an answer that does not say what it carries");
            }
            http = http(parts);
            body = new Reply.Body.Absent();
            boolean drained = true;
            if (parts.body()) {
                Comparison comparison = new Comparison(subject);
                ReplyReader.BodyEnd end = wire.reader().body(comparison);
                drained = end.whole();
                fields = fields.and(end.trailers());
                body = body(http, comparison, end);
                if (code != 206 && end.originalFrom().isPresent()) {
                    throw new BadReplyException("a reference to the original that was not asked for");
                }
            } else if (http.isPresent()) {
                body = body(http, new Comparison(subject), NO_BODY);
            }
            reusable = drained && !fields.says("Connection", "close");
        } catch (BadReplyException e) {
            body = new Reply.Body.Broken(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            body = new Reply.Body.Broken("the answer breaks off: " + e.getMessage());
        }
        return new Reply(head.status(), fields, coverage, http, body);
    }

    private Optional<HttpHead> http(Encapsulated parts) throws IOException, BadReplyException {
        Optional<HttpHead> http = Optional.empty();
        if (parts.requestHeaderBytes() > 0) {
            http = Optional.of(HttpHead.request(wire.reader().exactly(parts.requestHeaderBytes())));
        }
        if (parts.responseHeaderBytes() > 0) {
            http = Optional.of(HttpHead.response(wire.reader().exactly(parts.responseHeaderBytes())));
        }
        return http;
    }

    private Reply.Body body(Optional<HttpHead> http, Comparison comparison, ReplyReader.BodyEnd end) {
        boolean passed = http.isEmpty()
                || http.get()
                        .status()
                        .map(status -> status.code() == 200)
                        .orElseGet(() -> http.get().requestLine().equals(requestLine));
        return passed && end.whole() && comparison.isOriginal(end.originalFrom())
                ? new Reply.Body.Original()
                : new Reply.Body.Other(comparison.page());
    }

    /** The file may not be touched after this: waits for the sender, and breaks the connection if it must. */
    private void end(Thread sender, boolean answered) {
        boolean interrupted = false;
        boolean done = false;
        boolean broken = !answered || (!upload.whole() && !leftOff);
        while (!done) {
            if (broken) {
                wire.abort();
            }
            try {
                done = sender.join(TAIL);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            broken |= !done;
        }
        reusable = reusable
                && !broken
                && upload.unreadable().isEmpty()
                && !wire.reader().hasLeftover();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

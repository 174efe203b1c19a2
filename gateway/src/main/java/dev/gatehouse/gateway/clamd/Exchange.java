package dev.gatehouse.gateway.clamd;

import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.gateway.net.Link;
import dev.gatehouse.gateway.net.Served;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One command and its answer, told to the witness. May be used by any thread, by one at a time. */
final class Exchange {

    private static final AtomicLong COUNT = new AtomicLong();

    private final House house;
    private final Link link;
    private final Request request;
    private final Reply reply;
    private final String id;
    private final long startNanos = System.nanoTime();

    Exchange(House house, Link link, Request request, int number) {
        this.house = house;
        this.link = link;
        this.request = request;
        this.reply = new Reply(link, number, request.form().end());
        this.id = link.id() + "-" + Long.toString(COUNT.incrementAndGet(), 36);
    }

    Request request() {
        return request;
    }

    /** Names it from the socket to the verdict. */
    String id() {
        return id;
    }

    /** Answers with a line that is about nothing that was scanned. */
    void say(String text) throws IOException {
        reply.line(text);
        served("", 0, Optional.empty(), text);
    }

    /** Answers what is to be said of a subject that was not scanned. */
    void answer(String subject, long bytes, Answer answer) throws IOException {
        reply.line(subject, answer);
        served(subject, bytes, Optional.empty(), answer.text());
    }

    /** Answers what came of a scan. */
    void answer(String subject, long bytes, ScanReport report, Answer answer) throws IOException {
        reply.line(subject, answer);
        served(subject, bytes, Optional.of(report), answer.text());
    }

    /** Adds a line to the answer, of which the witness is told otherwise. */
    void line(String subject, Answer answer) throws IOException {
        reply.line(subject, answer);
    }

    /** Tells the witness. */
    void served(String subject, long bytes, Optional<ScanReport> report, String answer) {
        house.witness()
                .served(new Served(
                        id,
                        ClamdProtocol.NAME,
                        link.peer(),
                        request.name(),
                        subject,
                        bytes,
                        report,
                        answer,
                        Duration.ofNanos(System.nanoTime() - startNanos)));
    }

    /** The house made a mistake. */
    void faulted(Throwable fault) {
        house.witness().faulted(house.listener(), link.id(), fault);
    }

    /** Something is not as it should be, and not the house's fault. */
    void troubled(String message) {
        house.witness().troubled(house.listener(), link.id(), message);
    }
}

package dev.gatehouse.gateway.clamd;

import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.gateway.Arrival;
import dev.gatehouse.gateway.BusyException;
import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * INSTREAM: takes a stream in and answers for it. Where there is no room the stream is read all the same, so that the
 * client, which reads when it has sent all, gets its answer.
 */
final class StreamScan {

    private static final String SUBJECT = "stream";

    private final House house;
    private final Inbox inbox;
    private final Exchange exchange;
    private Optional<Arrival> arrival = Optional.empty();
    private Optional<Answer> refused = Optional.empty();
    private long size;

    StreamScan(House house, Inbox inbox, Exchange exchange) {
        this.house = house;
        this.inbox = inbox;
        this.exchange = exchange;
    }

    /**
     * Takes the stream in, up to its end.
     *
     * @return whether it is to be scanned; if not, it was too long and is answered
     * @throws IOException if the client leaves before the end: there is no answer to half a stream
     */
    boolean receive() throws IOException, InterruptedException {
        boolean whole = false;
        try {
            enter();
            for (long length = inbox.length(); length > 0; length = inbox.length()) {
                size += length;
                if (size > house.settings().streamMaxLength()) {
                    tooLong();
                    return false;
                }
                long coming = length;
                arrival.ifPresent(open -> open.expect(coming));
                inbox.pass(length, this::take);
            }
            whole = true;
        } finally {
            if (!whole) {
                arrival.ifPresent(Arrival::close);
            }
        }
        return true;
    }

    private void enter() throws InterruptedException {
        try {
            arrival = Optional.of(house.gate().arrival());
        } catch (BusyException e) {
            refuse(house.answers().busy(), e);
        }
    }

    private void take(byte[] bytes, int offset, int length) throws InterruptedException {
        if (refused.isPresent() || arrival.isEmpty()) {
            return;
        }
        try {
            arrival.get().add(bytes, offset, length);
        } catch (BusyException e) {
            refuse(house.answers().busy(), e);
        } catch (IOException e) {
            refuse(house.answers().failed(), e);
        }
    }

    private void refuse(Answer answer, Exception cause) {
        refused = Optional.of(answer);
        exchange.troubled("INSTREAM: " + cause.getMessage());
    }

    private void tooLong() throws IOException {
        exchange.troubled("INSTREAM: more than " + house.settings().streamMaxLength() + " bytes");
        Optional<Answer> answer = house.answers().tooLong();
        if (answer.isPresent()) {
            exchange.answer(SUBJECT, size, answer.get());
        } else {
            exchange.say("INSTREAM size limit exceeded. ERROR");
        }
    }

    /** Scans what came and answers. */
    void finish() throws IOException {
        if (arrival.isEmpty()) {
            exchange.answer(SUBJECT, size, refused.orElseGet(house.answers()::busy));
            return;
        }
        Tasks.Task task = house.tasks().begin("INSTREAM", SUBJECT);
        try (Arrival whole = arrival.get()) {
            if (refused.isPresent()) {
                exchange.answer(SUBJECT, size, refused.get());
            } else {
                scan(whole);
            }
        } finally {
            house.tasks().end(task);
        }
    }

    private void scan(Arrival whole) throws IOException {
        ScanReport report;
        try {
            report = whole.scan(SUBJECT, Deadline.none()).join();
        } catch (CompletionException | IllegalStateException e) {
            exchange.faulted(e);
            exchange.answer(SUBJECT, size, house.answers().failed());
            return;
        } catch (IOException e) {
            exchange.troubled("INSTREAM: " + e.getMessage());
            exchange.answer(SUBJECT, size, house.answers().failed());
            return;
        }
        exchange.answer(SUBJECT, size, report, house.answers().of(report));
    }
}

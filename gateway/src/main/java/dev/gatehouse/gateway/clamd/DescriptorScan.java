package dev.gatehouse.gateway.clamd;

import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.gateway.Arrival;
import dev.gatehouse.gateway.BusyException;
import dev.gatehouse.gateway.unix.Descriptor;
import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * FILDES: scans the file behind a descriptor. Its bytes are copied, as those of a stream are: to open it once more by
 * name would be with our rights and not the client's, and a client may change it while it is scanned.
 */
final class DescriptorScan {

    private static final int LEAST_BYTES = 4 << 10;
    private static final int PIECE_BYTES = 256 << 10;

    /** A file system that does not answer holds one of these up, and no carrier of virtual threads. */
    private static final ExecutorService READERS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("descriptor-", 1).factory());

    private final House house;
    private final Exchange exchange;
    private final Descriptor descriptor;
    private final String subject;

    /** The descriptor is this one's to close. */
    DescriptorScan(House house, Exchange exchange, Descriptor descriptor) {
        this.house = house;
        this.exchange = exchange;
        this.descriptor = descriptor;
        this.subject = "fd[" + descriptor.number() + "]";
    }

    void run() throws IOException, InterruptedException {
        Tasks.Task task = house.tasks().begin("FILDES", subject);
        try (descriptor) {
            if (!descriptor.regular()) {
                exchange.answer(subject, 0, Answer.error("Not a regular file"));
                return;
            }
            scan();
        } finally {
            house.tasks().end(task);
        }
    }

    private void scan() throws IOException, InterruptedException {
        Arrival entered;
        try {
            entered = house.gate().arrival();
        } catch (BusyException e) {
            refuse(house.answers().busy(), e);
            return;
        }
        try (Arrival arrival = entered) {
            Optional<Exception> trouble = copy(arrival);
            if (trouble.isPresent()) {
                boolean busy = trouble.get() instanceof BusyException;
                refuse(busy ? house.answers().busy() : house.answers().failed(), trouble.get());
                return;
            }
            ScanReport report;
            try {
                report = arrival.scan(subject, Deadline.none()).join();
            } catch (CompletionException | IllegalStateException e) {
                exchange.faulted(e);
                exchange.answer(subject, arrival.size(), house.answers().failed());
                return;
            } catch (IOException e) {
                refuse(house.answers().failed(), e);
                return;
            }
            exchange.answer(subject, arrival.size(), report, house.answers().of(report));
        }
    }

    /** Copies on a platform thread; tells what went wrong. */
    private Optional<Exception> copy(Arrival arrival) throws InterruptedException {
        Future<Optional<Exception>> copy = READERS.submit(() -> {
            try {
                copyAll(arrival);
                return Optional.empty();
            } catch (IOException | BusyException | InterruptedException e) {
                return Optional.of(e);
            }
        });
        try {
            return copy.get();
        } catch (ExecutionException e) {
            exchange.faulted(e);
            return Optional.of(e);
        }
    }

    private void copyAll(Arrival arrival) throws IOException, BusyException, InterruptedException {
        long expected = descriptor.size();
        byte[] piece = new byte[Math.clamp(expected + 1, LEAST_BYTES, PIECE_BYTES)];
        long position = 0;
        for (int count = descriptor.read(0, piece); count > 0; count = descriptor.read(position, piece)) {
            arrival.add(piece, 0, count);
            position += count;
        }
        if (position < expected) {
            throw new IOException("the file ends at byte " + position + " but had " + expected + " bytes");
        }
    }

    private void refuse(Answer answer, Exception cause) throws IOException {
        exchange.troubled("FILDES: " + cause.getMessage());
        exchange.answer(subject, 0, answer);
    }
}

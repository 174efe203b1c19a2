package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.util.OptionalInt;

/** Asks one service for its options and gives it files. Safe for use by many threads. */
final class Client implements AutoCloseable {

    private final Settings settings;
    private final Judgement judgement;
    private final ConnectionPool pool;
    // its own, so that a busy service is not taken for a dead one
    private final ConnectionPool questions;

    Client(Settings settings) {
        this.settings = settings;
        this.judgement = new Judgement(settings.profile());
        IcapAddress address = settings.request().address();
        this.pool = new ConnectionPool(address, settings.tls(), settings.connections(), settings.connectTime());
        this.questions = new ConnectionPool(address, settings.tls(), 1, settings.connectTime());
    }

    /**
     * Asks the service what it can do.
     *
     * @throws IOException if it does not answer
     * @throws BadReplyException if it is no service that can be used with these settings
     */
    ServiceOptions options(Deadline deadline) throws IOException, BadReplyException {
        Connection connection = questions.take(deadline, true);
        try (Deadline.Registration _ = deadline.onCancel(connection::abort)) {
            connection.out().write(settings.request().options());
            connection.out().flush();
            ReplyHead head = connection.reader().head();
            if (head.status().code() != 200) {
                throw new BadReplyException("the server answered " + head.status() + " when asked for its options");
            }
            ServiceOptions options = ServiceOptions.of(head.fields());
            if (!options.offers(settings.request().method())) {
                throw new BadReplyException("the service does not offer "
                        + settings.request().method() + ", but "
                        + Text.shown(String.join(", ", head.fields().words("Methods"))) + "; see method");
            }
            int most = Math.min(
                    settings.connections(), Math.max(1, options.maxConnections().orElse(Integer.MAX_VALUE)));
            pool.allow(most);
            return options;
        } finally {
            questions.release(connection, false);
        }
    }

    /**
     * An outcome, and the tag that came with it.
     *
     * @param outcome what the server's answer means
     * @param answer the fields of the answer
     */
    record Answer(ScanOutcome outcome, Fields answer) {}

    /**
     * Has one file scanned. A connection that was kept and turns out to be dead is replaced once.
     *
     * @throws IOException if there is no answer
     * @throws BadReplyException if the answer makes no sense
     */
    Answer scan(Subject subject, ServiceOptions options, Deadline deadline) throws IOException, BadReplyException {
        OptionalInt preview = preview(subject, options);
        byte[] head = settings.request().head(subject, preview, allow(options), settings.named());
        String requestLine = settings.request().requestLine(subject, settings.named());
        boolean fresh = false;
        while (true) {
            Connection connection = pool.take(deadline, fresh);
            boolean kept = connection.used();
            Exchange exchange = new Exchange(connection, head, subject, preview, requestLine);
            boolean reusable = false;
            try (Deadline.Registration _ = deadline.onCancel(connection::abort)) {
                Reply reply = exchange.run();
                reusable = exchange.reusable();
                ScanOutcome outcome = judgement.of(reply, subject.size());
                boolean known = outcome instanceof ScanOutcome.Infected;
                return new Answer(
                        exchange.unreadable().isPresent() && !known ? unreadable(exchange) : outcome, reply.fields());
            } catch (IOException e) {
                if (exchange.unreadable().isPresent()) {
                    return new Answer(unreadable(exchange), Fields.NONE);
                }
                if (!kept || connection.reader().begun() || deadline.expired()) {
                    throw e;
                }
                fresh = true;
            } finally {
                pool.release(connection, reusable);
            }
        }
    }

    private static ScanOutcome unreadable(Exchange exchange) {
        return new ScanOutcome.Failed(
                new Reason(ReasonCode.CHANGED_DURING_SCAN, exchange.unreadable().orElse("")));
    }

    private OptionalInt preview(Subject subject, ServiceOptions options) {
        if (options.preview().isEmpty()) {
            return OptionalInt.empty();
        }
        long wanted = Math.min(options.preview().getAsInt(), Bounds.PREVIEW_BYTES);
        return switch (settings.preview()) {
            case OFF -> OptionalInt.empty();
            case WHOLE -> OptionalInt.of((int) Math.min(wanted, subject.size()));
            case HELD_BACK -> OptionalInt.of((int) Math.clamp(subject.size() - 1, 0, wanted));
        };
    }

    private static String allow(ServiceOptions options) {
        boolean nothing = options.fields().says("Allow", "204");
        boolean part = options.fields().says("Allow", "206");
        return (nothing ? "204" : "") + (nothing && part ? ", " : "") + (part ? "206" : "");
    }

    @Override
    public void close() {
        pool.close();
        questions.close();
    }
}

package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;

/** Has files judged by a service that speaks ICAP. */
final class IcapBackend implements Backend {

    /** How old the service's word on its signatures may be when somebody asks who it is. */
    private static final Duration IDENTITY_AGE = Duration.ofSeconds(60);

    private static final long TURN_MILLIS = 50;

    private final Settings settings;
    private final Client client;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Known known;
    private volatile boolean closed;

    /**
     * What is known of the service.
     *
     * @param options its options
     * @param signatures the field that holds the version of its signatures
     * @param nanos when it said so
     */
    private record Known(ServiceOptions options, Optional<String> signatures, long nanos) {

        boolean olderThan(Duration age) {
            return System.nanoTime() - nanos > age.toNanos();
        }

        Known with(Optional<String> other) {
            return new Known(options, other, nanos);
        }
    }

    /**
     * Opens it.
     *
     * @throws IOException if the service does not answer
     * @throws BadReplyException if it is no service that can be used
     */
    static IcapBackend open(Settings settings) throws IOException, BadReplyException {
        Client client = new Client(settings);
        boolean opened = false;
        try {
            Deadline deadline = Deadline.after(settings.connectTime().multipliedBy(2));
            ServiceOptions options = client.options(deadline);
            IcapBackend backend = new IcapBackend(settings, client, options);
            backend.check(options, Deadline.after(settings.scanTime()));
            opened = true;
            return backend;
        } finally {
            if (!opened) {
                client.close();
            }
        }
    }

    private IcapBackend(Settings settings, Client client, ServiceOptions options) {
        this.settings = settings;
        this.client = client;
        this.known = known(options);
    }

    private Known known(ServiceOptions options) {
        return new Known(options, signatures(options.fields()), System.nanoTime());
    }

    private Optional<String> signatures(Fields fields) {
        return fields.value(settings.profile().signatureVersion())
                .map(Text::unquoted)
                .map(Text::shown)
                .filter(text -> !text.isBlank());
    }

    /** Has the test file scanned, where only that tells whether the service scans at all. */
    private void check(ServiceOptions options, Deadline deadline) throws IOException, BadReplyException {
        if (!settings.eicarCheck()) {
            return;
        }
        ScanOutcome outcome = client.scan(new TestFile(), options, deadline).outcome();
        if (!(outcome instanceof ScanOutcome.Infected)) {
            throw new BadReplyException("the server does not find the EICAR test file, so that it is not believed"
                    + " (eicar-check): it said " + outcome);
        }
    }

    /** Asks for the options alone. Where a test is wanted as well, that they are fresh says nothing of it. */
    private void ask(Deadline deadline) throws IOException, BadReplyException {
        Known now = known(client.options(deadline));
        known = settings.eicarCheck() ? known.with(now.signatures()) : now;
    }

    /**
     * The options, asked for again when they are too old. One thread asks; the others go on with the old ones, unless the
     * service is only believed after a test.
     */
    private ServiceOptions current(Deadline deadline) throws IOException, BadReplyException {
        if (!isOld(known) || !mayAsk(deadline)) {
            return known.options();
        }
        try {
            if (!isOld(known)) {
                return known.options();
            }
            ServiceOptions options = client.options(deadline);
            check(options, deadline);
            known = known(options);
            return options;
        } finally {
            asking.unlock();
        }
    }

    private static boolean isOld(Known each) {
        return each.olderThan(each.options().timeToLive());
    }

    private boolean mayAsk(Deadline deadline) throws IOException {
        try {
            while (!asking.tryLock(settings.eicarCheck() ? TURN_MILLIS : 0, TimeUnit.MILLISECONDS)) {
                if (!settings.eicarCheck()) {
                    return false;
                }
                if (closed || deadline.expired()) {
                    throw new IOException("the time was over before the server could be tested");
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the server could be tested", e);
        }
    }

    @Override
    public BackendIdentity identity() {
        if (!closed && known.olderThan(IDENTITY_AGE)) {
            try {
                ask(Deadline.after(settings.connectTime().multipliedBy(2)));
            } catch (IOException | BadReplyException e) {
                // what it said last is the best that is known; health() tells that it is gone
            }
        }
        Known last = known;
        Fields fields = last.options().fields();
        String engine = List.of(settings.profile().engineVersion(), "Service", "Server").stream()
                .flatMap(name -> fields.value(name).stream())
                .map(Text::unquoted)
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(Text::shown)
                .orElse("unknown");
        return new BackendIdentity(
                settings.profile().vendor(),
                settings.profile().product(),
                engine,
                last.signatures().orElse("unknown"),
                last.signatures().flatMap(this::date),
                Set.of(Capability.WAITS, Capability.UNPACKS));
    }

    private Optional<Instant> date(String version) {
        if (settings.profile().signatureDate().isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = settings.profile().signatureDate().get().matcher(version);
        if (!matcher.find() || matcher.group(1) == null) {
            return Optional.empty();
        }
        try {
            Instant date = LocalDate.parse(matcher.group(1))
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            return date.isAfter(Instant.now()) ? Optional.empty() : Optional.of(date);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        Deadline deadline = context.deadline().within(settings.scanTime());
        Optional<Reason> over = over(deadline);
        if (over.isPresent()) {
            return new ScanOutcome.Failed(over.get());
        }
        if (settings.maxBytes().isPresent()
                && subject.size() > settings.maxBytes().getAsLong()) {
            return new ScanOutcome.Incomplete(List.of(new Reason(
                    ReasonCode.BACKEND_LIMIT,
                    subject.size() + " bytes, and the server scans "
                            + settings.maxBytes().getAsLong() + " at most (max-bytes)")));
        }
        try {
            Client.Answer answer = client.scan(subject, current(deadline), deadline);
            note(answer.answer());
            return answer.outcome() instanceof ScanOutcome.Failed failed
                    ? new ScanOutcome.Failed(over(deadline).orElse(failed.reason()))
                    : answer.outcome();
        } catch (IOException e) {
            return failed(deadline, ReasonCode.BACKEND_UNAVAILABLE, e);
        } catch (BadReplyException e) {
            return failed(deadline, ReasonCode.BACKEND_ERROR, e);
        }
    }

    private ScanOutcome failed(Deadline deadline, ReasonCode code, Exception e) {
        return new ScanOutcome.Failed(over(deadline).orElseGet(() -> new Reason(code, said(e))));
    }

    private String said(Exception e) {
        return settings.request().address() + ": " + Text.shown(e.getMessage() == null ? e.toString() : e.getMessage());
    }

    /** Whoever ended the scan is the reason, not the connection that was broken for it. */
    private Optional<Reason> over(Deadline deadline) {
        if (closed) {
            return Optional.of(new Reason(ReasonCode.BACKEND_UNAVAILABLE, "the backend was closed"));
        }
        if (deadline.cancelled()) {
            return Optional.of(new Reason(ReasonCode.CANCELLED, "the scan was ended while the server had the file"));
        }
        if (deadline.expired()) {
            return Optional.of(new Reason(ReasonCode.BACKEND_TIMEOUT, "the server did not answer in time"));
        }
        return Optional.empty();
    }

    /** Every answer may tell that the signatures have changed, RFC 3507, section 4.7. */
    private void note(Fields answer) {
        Optional<String> signatures = signatures(answer);
        Known last = known;
        if (signatures.isPresent() && !signatures.equals(last.signatures())) {
            known = last.with(signatures);
        }
    }

    @Override
    public Health health() {
        if (closed) {
            return new Health.Unavailable("the backend was closed");
        }
        try {
            ask(Deadline.after(settings.connectTime().multipliedBy(2)));
            return new Health.Ready();
        } catch (IOException | BadReplyException e) {
            return new Health.Unavailable(said(e));
        }
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}

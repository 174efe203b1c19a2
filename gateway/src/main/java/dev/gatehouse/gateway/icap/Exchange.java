package dev.gatehouse.gateway.icap;

import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.gateway.Arrival;
import dev.gatehouse.gateway.BusyException;
import dev.gatehouse.gateway.net.Link;
import dev.gatehouse.gateway.net.Served;
import dev.gatehouse.gateway.policy.Concern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Used once, by one thread. */
final class Exchange {

    /** How much of a body that was answered before its end is read and forgotten, before the connection ends. */
    private static final long MOST_FORGOTTEN_BYTES = 64L << 20;

    private static final Duration LONGEST_FORGETTING = Duration.ofSeconds(30);

    private final IcapProtocol house;
    private final Link link;
    private final Incoming in;
    private final Outgoing out;
    private final String id;
    private final long startNanos = System.nanoTime();
    private String request = "-";
    private String subject = "";
    private long bodyBytes;
    private boolean unread;
    private boolean closes;

    Exchange(IcapProtocol house, Link link, Incoming in, String id) {
        this.house = house;
        this.link = link;
        this.in = in;
        this.out = new Outgoing(link);
        this.id = id;
    }

    /** Serves it; tells whether the connection can carry another. */
    boolean run() throws IOException, InterruptedException {
        try {
            serve(RequestHead.read(in));
        } catch (BadRequestException e) {
            unread = true;
            closes = true;
            refuse(e.status(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            fault();
            throw e;
        }
        if (unread) {
            link.finish();
            in.forget(MOST_FORGOTTEN_BYTES, LONGEST_FORGETTING);
        }
        return !closes;
    }

    /** Whatever went wrong, it is no verdict. */
    private void fault() throws IOException {
        closes = true;
        if (!out.begun()) {
            out.write(new Reply(Status.SERVER_ERROR, "GH-out-of-order")
                    .closing(true)
                    .field("Encapsulated", "null-body=0")
                    .bytes());
        }
    }

    private void serve(RequestHead head) throws IOException, BadRequestException, InterruptedException {
        request = head.method().name();
        closes = head.closes();
        IcapService service = house.service(head.path())
                .orElseThrow(() -> new BadRequestException(Status.NOT_FOUND, "no service has this path"));
        if (head.method() != IcapMethod.OPTIONS && !service.methods().contains(head.method())) {
            throw new BadRequestException(Status.NOT_ALLOWED, "the service has no " + head.method());
        }
        Encapsulated carried = Encapsulated.of(head);
        if (head.method() == IcapMethod.OPTIONS) {
            options(service, carried);
            return;
        }
        Message message = Message.read(in, head.method(), carried);
        subject = message.url();
        if (carried.body()) {
            new Modification(service, head, message).body();
        } else {
            new Modification(service, head, message).nothing();
        }
    }

    private void options(IcapService service, Encapsulated carried)
            throws IOException, BadRequestException, InterruptedException {
        if (carried.body()) {
            try {
                ChunkedBody.read(in, (_, _, length) -> bound(length));
            } catch (NotTakenException e) {
                throw BadRequestException.malformed(String.valueOf(e.getMessage()));
            }
        }
        IcapSettings settings = house.settings();
        Reply reply = new Reply(Status.OK, house.tag())
                .closing(closes)
                .field(
                        "Methods",
                        service.methods().stream().sorted().map(Enum::name).collect(Collectors.joining(", ")))
                .field("Service", "Gatehouse ICAP")
                .field("Service-ID", service.path())
                .field("Max-Connections", Integer.toString(settings.maxConnections()))
                .field("Options-TTL", Long.toString(settings.optionsTtl().toSeconds()))
                .field("Preview", Integer.toString(settings.preview()))
                .field("Transfer-Preview", "*");
        String allowed = (settings.offer204() ? "204" : "")
                + (settings.offer204() && settings.offer206() ? ", " : "")
                + (settings.offer206() ? "206" : "");
        if (!allowed.isEmpty()) {
            reply.field("Allow", allowed);
        }
        out.write(reply.field("Encapsulated", "null-body=0").bytes());
        served("200", Optional.empty());
    }

    private void bound(int length) throws NotTakenException {
        bodyBytes += length;
        if (bodyBytes > RequestHead.MOST_BYTES) {
            throw new NotTakenException(Concern.LIMIT, "an OPTIONS with a long body");
        }
    }

    private void refuse(Status status, String why) throws IOException {
        out.write(new Reply(status, house.tag())
                .closing(closes)
                .field("X-Response-Desc", Reply.line(why))
                .field("Encapsulated", "null-body=0")
                .bytes());
        served(status.code() + " " + why, Optional.empty());
    }

    private void served(String answer, Optional<ScanReport> report) {
        house.witness()
                .served(new Served(
                        id,
                        house.name(),
                        link.peer(),
                        request,
                        subject,
                        bodyBytes,
                        report,
                        answer,
                        Duration.ofNanos(System.nanoTime() - startNanos)));
    }

    /** A request that hands over a message. */
    private final class Modification {

        private final IcapService service;
        private final RequestHead head;
        private final Message message;
        private boolean wentOn;

        private Modification(IcapService service, RequestHead head, Message message) {
            this.service = service;
            this.head = head;
            this.message = message;
        }

        void nothing() throws IOException {
            answer(Judgement.nothingToScan(), null, false);
        }

        void body() throws IOException, BadRequestException, InterruptedException {
            try (Arrival arrival = house.gate().arrival()) {
                take(arrival);
                BodyScan scan = new BodyScan(house.gate(), link, message, arrival);
                scan.run();
                answer(Judgement.of(scan.reports(), scan.blind(), service.policy()), arrival, true);
            } catch (BusyException e) {
                notTaken(new NotTakenException(Concern.BUSY, String.valueOf(e.getMessage())));
            } catch (NotTakenException e) {
                notTaken(e);
            }
        }

        private void notTaken(NotTakenException thrown) throws IOException {
            unread = true;
            closes = true;
            answer(Judgement.notTaken(thrown, service.policy()), null, true);
        }

        private void take(Arrival arrival)
                throws IOException, BadRequestException, NotTakenException, InterruptedException {
            BodySink sink = (bytes, offset, length) -> keep(arrival, bytes, offset, length);
            ChunkedBody.End end = ChunkedBody.read(in, sink);
            if (head.preview().isPresent() && end == ChunkedBody.End.LAST_CHUNK) {
                out.goOn();
                wentOn = true;
                ChunkedBody.read(in, sink);
            }
        }

        private void keep(Arrival arrival, byte[] bytes, int offset, int length)
                throws NotTakenException, InterruptedException {
            bodyBytes += length;
            if (bodyBytes > house.settings().maxBody()) {
                throw new NotTakenException(
                        Concern.LIMIT, "a body of more than " + house.settings().maxBody() + " bytes");
            }
            try {
                arrival.add(bytes, offset, length);
            } catch (BusyException e) {
                throw new NotTakenException(Concern.BUSY, String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new NotTakenException(Concern.FAILED, "the body cannot be kept: " + e.getMessage());
            }
        }

        /**
         * Answers.
         *
         * @param arrival holds the body; null when there is none to send back
         * @param body whether the message has one
         */
        private void answer(Judgement judgement, @Nullable Arrival arrival, boolean body) throws IOException {
            switch (judgement.action()) {
                case ALLOW -> pass(judgement, arrival, body);
                case ERROR -> error(judgement.error(), judgement);
                case BLOCK -> block(judgement);
            }
        }

        /** The connection ends with it: some clients wait for more after an error as long as they may. */
        private void error(Status status, Judgement judgement) throws IOException {
            closes = true;
            out.write(new Reply(status, house.tag())
                    .closing(closes)
                    .field("X-Response-Info", "Failed")
                    .field("X-Response-Desc", Reply.line(judgement.words()))
                    .field("Encapsulated", "null-body=0")
                    .bytes());
            served(status.code() + " " + judgement.words(), judgement.report());
        }

        private void pass(Judgement judgement, @Nullable Arrival arrival, boolean body) throws IOException {
            IcapSettings settings = house.settings();
            boolean inPreview = head.preview().isPresent() && !wentOn && body;
            if (settings.offer204() && (head.allows(204) || inPreview)) {
                out.write(allowed(Status.NO_MODIFICATION, judgement)
                        .field("Encapsulated", "null-body=0")
                        .bytes());
                served("204", judgement.report());
                return;
            }
            byte[] own = message.own();
            String kind = head.method() == IcapMethod.REQMOD ? "req" : "res";
            String hdr = own.length > 0 ? kind + "-hdr=0, " : "";
            if (!body) {
                out.write(
                        allowed(Status.OK, judgement)
                                .field("Encapsulated", hdr + "null-body=" + own.length)
                                .bytes(),
                        own);
                served("200", judgement.report());
                return;
            }
            String parts = hdr + kind + "-body=" + own.length;
            // a client that announced a preview takes 206 after it only where it takes 204 too: squid has let go of the
            // body
            boolean kept = !wentOn || head.allows(204);
            if (settings.offer206() && head.allows(206) && kept) {
                out.write(
                        allowed(Status.PARTIAL_CONTENT, judgement)
                                .field("Encapsulated", parts)
                                .bytes(),
                        own,
                        "0; use-original-body=0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                served("206", judgement.report());
            } else if (arrival == null) {
                // to let it pass is the policy, but there is nothing left that could be sent back
                error(
                        judgement.violations().getFirst().concern() == Concern.LIMIT
                                ? Status.TOO_LARGE
                                : judgement.error(),
                        judgement);
            } else {
                out.write(
                        allowed(Status.OK, judgement)
                                .field("Encapsulated", parts)
                                .bytes(),
                        own);
                out.body(arrival.content());
                served("200", judgement.report());
            }
        }

        private Reply allowed(Status status, Judgement judgement) {
            Reply reply = new Reply(status, house.tag()).closing(closes);
            return judgement.violations().isEmpty()
                    ? reply
                    : reply.field("X-Response-Info", "Allowed").field("X-Response-Desc", Reply.line(judgement.words()));
        }

        private void block(Judgement judgement) throws IOException {
            byte[] page = house.settings().page().fill(subject, judgement.words(), id);
            byte[] http = ("HTTP/1.1 403 Forbidden\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
                            + page.length + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            out.write(
                    new Reply(Status.OK, house.tag())
                            .closing(closes)
                            .blocked(judgement)
                            .field("Encapsulated", "res-hdr=0, res-body=" + http.length)
                            .bytes(),
                    http,
                    page.length == 0 ? "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII) : Outgoing.chunked(page));
            served("blocked " + judgement.words(), judgement.report());
        }
    }
}

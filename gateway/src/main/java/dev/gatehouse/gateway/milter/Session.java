package dev.gatehouse.gateway.milter;

import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.net.Link;
import dev.gatehouse.gateway.net.Served;
import dev.gatehouse.gateway.net.Witness;
import dev.gatehouse.spi.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One MTA's connection. A message begins with its first header line and ends with its verdict; before and after it the
 * connection rests as long as the MTA's client does.
 */
final class Session implements AutoCloseable {

    /** How soon one notices, during a scan, that the MTA left. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Gate gate;
    private final MilterSettings settings;
    private final Witness witness;
    private final Link link;
    private final FrameReader reader;
    private final Variables variables = new Variables();
    private Agreement agreement = new Agreement(2, 0, 0);
    private String client = "";
    private Envelope envelope = new Envelope();
    private Optional<Message> message = Optional.empty();
    private int messages;

    Session(Gate gate, MilterSettings settings, Witness witness, Link link) {
        this.gate = gate;
        this.settings = settings;
        this.witness = witness;
        this.link = link;
        this.reader = new FrameReader(link);
    }

    /**
     * Speaks until the MTA leaves.
     *
     * @throws IOException if it breaks the rules, leaves in the middle, or is too slow
     */
    void run() throws IOException, InterruptedException {
        Optional<Frame> first = reader.nextAfterRest();
        if (first.isEmpty()) {
            return;
        }
        if (!(CommandReader.read(first.get()) instanceof Command.Negotiate offer)) {
            throw new ProtocolException("the MTA does not begin with a negotiation");
        }
        agreement = Agreement.on(offer, settings);
        write(new Reply.Negotiated(agreement));
        boolean goesOn = true;
        while (goesOn) {
            Optional<Frame> frame = message.isPresent() ? reader.next() : reader.nextAfterRest();
            goesOn = frame.isPresent() && serve(CommandReader.read(frame.get()));
        }
    }

    /** Never lets a message pass for a fault of our own: the MTA is told to try later, if it waits for a word. */
    private boolean serve(Command command) throws IOException, InterruptedException {
        try {
            return take(command);
        } catch (RuntimeException | Error e) {
            if (owed(command)) {
                try {
                    write(new Reply.TemporaryFailure());
                } catch (IOException gone) {
                    e.addSuppressed(gone);
                }
            }
            throw e;
        }
    }

    /** Whether the connection goes on. */
    private boolean take(Command command) throws IOException, InterruptedException {
        Reply reply = new Reply.Continue();
        switch (command) {
            case Command.Negotiate _ -> throw new ProtocolException("the MTA negotiates twice");
            case Command.Macros macros -> variables.set(macros);
            case Command.Connect connect -> {
                forget();
                client = connect.address().isEmpty() ? connect.host() : connect.address();
            }
            case Command.Helo _, Command.Data _, Command.UnknownSmtp _ -> {}
            case Command.Mail _ -> begin();
            case Command.Recipient(String address, List<String> _) -> recipient(address);
            case Command.Header header -> message().header(header);
            case Command.EndOfHeaders _ -> message();
            case Command.Body(ByteBuffer bytes) -> {
                Message under = message();
                under.body(bytes);
                if (under.wantsNoMore() && agreement.has(Agreement.SKIP)) {
                    reply = new Reply.Skip();
                }
            }
            case Command.EndOfMessage(ByteBuffer bytes) -> {
                end(bytes);
                return true;
            }
            case Command.Abort _ -> forget();
            case Command.Next _ -> {
                forget();
                client = "";
                variables.clear();
            }
            case Command.Quit _ -> {
                return false;
            }
        }
        if (owed(command)) {
            write(reply);
        }
        return true;
    }

    private boolean owed(Command command) {
        return switch (command) {
            case Command.Negotiate _, Command.Macros _, Command.Abort _, Command.Next _, Command.Quit _ -> false;
            case Command.Connect _ -> !agreement.has(Agreement.SILENT_CONNECT);
            case Command.Helo _ -> !agreement.has(Agreement.SILENT_HELO);
            case Command.Mail _ -> !agreement.has(Agreement.SILENT_MAIL);
            case Command.Recipient _ -> !agreement.has(Agreement.SILENT_RECIPIENT);
            case Command.Data _ -> !agreement.has(Agreement.SILENT_DATA);
            case Command.UnknownSmtp _ -> !agreement.has(Agreement.SILENT_UNKNOWN);
            case Command.Header _ -> !agreement.has(Agreement.SILENT_HEADER);
            case Command.EndOfHeaders _ -> !agreement.has(Agreement.SILENT_END_OF_HEADERS);
            case Command.Body _ -> !agreement.has(Agreement.SILENT_BODY);
            case Command.EndOfMessage _ -> true;
        };
    }

    private void recipient(String address) throws ProtocolException {
        if (message.isPresent()) {
            throw new ProtocolException("a recipient in the middle of a message");
        }
        envelope.recipient(settings.exempt().covers(address));
    }

    private Message message() {
        if (message.isEmpty()) {
            messages++;
            message = Optional.of(new Message(
                    gate, settings.maxMessageBytes(), agreement.has(Agreement.LEADING_SPACE), envelope.exempt()));
        }
        return message.get();
    }

    private void end(ByteBuffer last) throws IOException, InterruptedException {
        Message ended = message();
        if (last.hasRemaining()) {
            ended.body(last);
        }
        Ruling ruling = ruling(ended);
        String space = agreement.has(Agreement.LEADING_SPACE) ? " " : "";
        List<Reply> replies = ruling.replies(settings, ended.marks(), variables.scanner(), space);
        write(replies.toArray(Reply[]::new));
        witness.served(new Served(
                id(),
                MilterProtocol.NAME,
                client.isEmpty() ? link.peer() : client + " by " + link.peer(),
                "message",
                variables.queueId(),
                ended.bytes(),
                ruling.report(),
                replies.getLast() instanceof Reply.Answer answer
                        ? answer.toString()
                        : ruling.action().id() + ": " + ruling.status(),
                Duration.ofNanos(System.nanoTime() - ended.startNanos())));
        forget();
    }

    private String id() {
        return link.id() + "." + messages;
    }

    private Ruling ruling(Message ended) throws IOException, InterruptedException {
        Deadline deadline = Deadline.none();
        String name = variables.queueId().isEmpty() ? id() : variables.queueId();
        Optional<CompletableFuture<ScanReport>> scan = ended.scan(name, deadline);
        Ruling ruling;
        if (scan.isPresent()) {
            ruling = Ruling.on(await(scan.get(), deadline), settings.policy());
        } else if (ended.trouble().isPresent()) {
            Trouble trouble = ended.trouble().get();
            witness.troubled(MilterProtocol.NAME, link.id(), id() + ": " + trouble.detail());
            ruling = Ruling.on(trouble, settings.policy());
        } else {
            ruling = Ruling.exempt();
        }
        return ended.marks().tooMany() ? ruling.atLeast(MilterAction.TEMPFAIL) : ruling;
    }

    /** Waits for a scan, tells the MTA now and then that it goes on, and ends it if the MTA leaves. */
    private ScanReport await(CompletableFuture<ScanReport> scan, Deadline deadline)
            throws IOException, InterruptedException {
        long told = System.nanoTime();
        try {
            while (true) {
                try {
                    return scan.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (reader.givenUp()) {
                        throw new EOFException("the MTA gave a message up during its scan");
                    }
                    if (System.nanoTime() - told >= settings.progress().toNanos()) {
                        write(new Reply.Progress());
                        told = System.nanoTime();
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a scan broke", e.getCause());
        } finally {
            if (!scan.isDone()) {
                deadline.cancel();
                // its bytes may be given back only when nobody reads them any more
                scan.handle((_, _) -> true).join();
            }
        }
    }

    private void write(Reply... replies) throws IOException {
        int size = 0;
        ByteBuffer[] frames = new ByteBuffer[replies.length];
        for (int i = 0; i < replies.length; i++) {
            frames[i] = replies[i].frame();
            size += frames[i].remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        for (ByteBuffer frame : frames) {
            all.put(frame);
        }
        link.write(all.flip());
    }

    /** Forgets the message and its envelope. */
    private void forget() {
        begin();
        variables.forgetMessage();
    }

    /** As {@link #forget}, but for what the MTA told of the message that begins. */
    private void begin() {
        message.ifPresent(Message::close);
        message = Optional.empty();
        envelope = new Envelope();
    }

    /** Forgets the message under way. */
    @Override
    public void close() {
        forget();
    }
}

package dev.gatehouse.gateway.clamd;

import dev.gatehouse.gateway.net.Link;
import dev.gatehouse.gateway.unix.Descriptor;
import dev.gatehouse.gateway.unix.UnixWire;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said on one connection, from its first command to its last. */
final class Conversation {

    /** How long what a client still sends is read for, after an answer that it may not expect yet. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final House house;
    private final Link link;
    private final Inbox inbox;
    private final Session session;
    private boolean inSession;
    private int number;

    Conversation(House house, Link link) {
        this.house = house;
        this.link = link;
        this.inbox = new Inbox(link);
        this.session = new Session(link);
    }

    /** Whether a conversation goes on after a command. */
    private enum Next {
        /** There may be another command. */
        COMMAND,
        /** That was the last, and the client knows. */
        END,
        /** That was the last, and the client may still be sending. */
        LINGER
    }

    /** Speaks until the client has left, or said all that it may. */
    void hold() throws IOException, InterruptedException {
        Next next = Next.COMMAND;
        try {
            while (next == Next.COMMAND) {
                Optional<Request> request = inbox.next();
                next = request.isEmpty() ? Next.END : answer(request.get());
            }
        } finally {
            session.await();
        }
        if (next == Next.LINGER) {
            link.linger(LINGER);
        }
    }

    private Next answer(Request request) throws IOException, InterruptedException {
        if (inSession) {
            number++;
        }
        Exchange exchange = new Exchange(house, link, request, number);
        if (inSession && request.form() == Request.Form.BARE) {
            exchange.say(
                    "Only new-line terminated nCMDS or NULL-terminated zCMDS are accepted inside IDSESSION. ERROR");
            return Next.LINGER;
        }
        if (inSession && !request.command().map(Command::inSession).orElse(false)) {
            exchange.say("Command invalid inside IDSESSION. ERROR");
            return Next.LINGER;
        }
        if (unasked(request)) {
            return surplus(exchange);
        }
        if (request.command().isEmpty()) {
            exchange.say("UNKNOWN COMMAND");
            return Next.LINGER;
        }
        return answer(request.command().get(), exchange);
    }

    /** Whether a descriptor came that no FILDES asks for; it is closed with the connection. */
    private boolean unasked(Request request) {
        return link.wire() instanceof UnixWire wire
                && !request.command().equals(Optional.of(Command.FILDES))
                && !inbox.hasMore()
                && wire.hasDescriptor();
    }

    private Next answer(Command command, Exchange exchange) throws IOException, InterruptedException {
        return switch (command) {
            case PING -> said(exchange, "PONG");
            case VERSION -> said(exchange, house.version());
            case VERSIONCOMMANDS -> said(exchange, commands());
            case STATS -> said(exchange, StatsPage.of(house));
            case INSTREAM -> stream(exchange);
            case FILDES -> descriptor(exchange);
            case SCAN, CONTSCAN, MULTISCAN, ALLMATCHSCAN -> path(command, exchange);
            case IDSESSION -> {
                inSession = true;
                yield Next.COMMAND;
            }
            case END -> {
                if (!inSession) {
                    exchange.say("UNKNOWN COMMAND");
                }
                yield Next.END;
            }
            case RELOAD -> {
                if (house.settings().reloadAllowed()) {
                    house.hooks().reload().run();
                    exchange.say("RELOADING");
                } else {
                    exchange.say("COMMAND UNAVAILABLE");
                }
                yield Next.END;
            }
            case SHUTDOWN, QUIT -> {
                if (house.settings().shutdownAllowed()) {
                    house.hooks().shutdown().run();
                } else {
                    exchange.say("COMMAND UNAVAILABLE");
                }
                yield Next.END;
            }
            // clamd has nothing to say to these any more, and closes
            case DETSTATS, DETSTATSCLEAR -> Next.END;
        };
    }

    private Next said(Exchange exchange, String text) throws IOException {
        exchange.say(text);
        return inSession ? Next.COMMAND : Next.END;
    }

    private String commands() {
        String all = Arrays.stream(Command.values())
                .filter(command -> switch (command) {
                    case RELOAD -> house.settings().reloadAllowed();
                    case SHUTDOWN, QUIT -> house.settings().shutdownAllowed();
                    default -> true;
                })
                .map(Command::name)
                .collect(Collectors.joining(" "));
        return house.version() + "| COMMANDS: " + all;
    }

    private Next stream(Exchange exchange) throws IOException, InterruptedException {
        StreamScan scan = new StreamScan(house, inbox, exchange);
        if (!scan.receive()) {
            return Next.LINGER;
        }
        return run(scan::finish);
    }

    private Next path(Command command, Exchange exchange) throws IOException, InterruptedException {
        PathScan scan = new PathScan(house, exchange, command);
        return run(scan::run);
    }

    /** The descriptor comes with the command or with one more byte behind it. */
    private Next descriptor(Exchange exchange) throws IOException, InterruptedException {
        if (!(link.wire() instanceof UnixWire wire)) {
            exchange.say("No file descriptor received. ERROR");
            return Next.LINGER;
        }
        inbox.pass(1, (_, _, _) -> {});
        Optional<Descriptor> descriptor = wire.takeDescriptor();
        if (wire.tookSurplus()) {
            descriptor.ifPresent(Descriptor::close);
            return surplus(exchange);
        }
        if (descriptor.isEmpty()) {
            exchange.say("No file descriptor received. ERROR");
            return Next.LINGER;
        }
        return run(new DescriptorScan(house, exchange, descriptor.get())::run);
    }

    private static Next surplus(Exchange exchange) throws IOException {
        exchange.say("PROTOCOL ERROR: ancillary data sent without FILDES. ERROR");
        return Next.LINGER;
    }

    /** Outside a session the answer is awaited here; within, the next command is read meanwhile. */
    private Next run(Session.Work work) throws IOException, InterruptedException {
        if (inSession) {
            session.start(work);
            return Next.COMMAND;
        }
        work.run();
        return Next.END;
    }
}

package dev.gatehouse.gateway.peers;

import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.gateway.peers.Engine.Doors;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.peers.Mailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The way of mail: a gateway that has it scanned by an engine, and a mailbox behind it. */
@SuppressWarnings("try") // whoever waits for an end may be interrupted
record Course(Engine engine, Doors doors, Gateway gateway, Mailbox mailbox) implements AutoCloseable {

    /** A gateway that runs. */
    record Gateway(int port, Callable<String> log, AutoCloseable program) {}

    /** Starts a gateway in a folder of its own. */
    @FunctionalInterface
    interface Opening {
        Gateway open(Path folder, Doors doors, int onwards) throws Exception;
    }

    /** Starts all of it. */
    static Course open(Engine engine, ClamdClient client, Path folder, Opening opening) throws Exception {
        Mailbox mailbox = Mailbox.open();
        Doors doors = engine.open(Files.createDirectories(folder.resolve("e")), client);
        try {
            return new Course(engine, doors, opening.open(folder.resolve("g"), doors, mailbox.port()), mailbox);
        } catch (Exception e) {
            doors.close();
            mailbox.close();
            throw e;
        }
    }

    /** What is sent through it. */
    MailTrial mail() {
        return new MailTrial(gateway.port(), mailbox, gateway.log());
    }

    /** Every letter arrives or does not, and its sender is told as the engine's policy says. */
    Stream<DynamicTest> letters() {
        return Stream.of(Letters.values())
                .filter(engine::judges)
                .map(letter -> DynamicTest.dynamicTest(letter + " is " + engine.answer(letter), () -> send(letter)));
    }

    private void send(Letters letter) throws Exception {
        switch (engine.answer(letter)) {
            case PASSED -> mail().passes(letter);
            case REFUSED -> mail().refuses(letter);
            case POSTPONED -> mail().postpones(letter);
        }
    }

    @Override
    public void close() throws Exception {
        gateway.program().close();
        doors.close();
        mailbox.close();
    }
}

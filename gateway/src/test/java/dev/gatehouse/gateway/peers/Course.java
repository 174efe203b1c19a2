package dev.gatehouse.gateway.peers;

import dev.gatehouse.gateway.peers.Engine.Doors;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.peers.Mailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** The way of mail: a gateway that has it scanned by an engine, and a mailbox behind it. */
record Course(Engine engine, Doors doors, Gateway gateway, Mailbox mailbox) implements AutoCloseable {

    /** A gateway that runs. */
    record Gateway(int port, Callable<String> log, AutoCloseable program) {}

    /** Starts a gateway in a folder of its own. */
    @FunctionalInterface
    interface Opening {
        Gateway open(Path folder, Doors doors, int onwards) throws Exception;
    }

    /** Starts all of it. */
    static Course open(Engine engine, Path folder, Opening opening) throws Exception {
        Mailbox mailbox = Mailbox.open();
        Doors doors = engine.open(Files.createDirectories(folder.resolve("e")));
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

    /** What must not arrive does not, and its sender is told as the engine's policy says. */
    void stops(Letters letter) throws Exception {
        switch (engine.answer(letter)) {
            case REFUSED -> mail().refuses(letter);
            case POSTPONED -> mail().postpones(letter);
            case PASSED -> mail().passes(letter);
        }
    }

    @Override
    public void close() throws Exception {
        gateway.program().close();
        doors.close();
        mailbox.close();
    }
}

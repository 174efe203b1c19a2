package dev.gatehouse.gateway.peers;

import dev.gatehouse.gateway.peers.Engine.Doors;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.peers.MailGateway;
import dev.gatehouse.peers.MailTrial;
import dev.gatehouse.peers.Mailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The way of mail: a gateway that has it scanned by an engine, and a mailbox behind it. */
@SuppressWarnings("try") // whoever waits for an end may be interrupted
record Course(Engine engine, Doors doors, MailTrial mail) implements AutoCloseable {

    /** Starts all of it. */
    static Course open(Engine engine, MailGateway gateway, Path folder) throws Exception {
        Mailbox mailbox = Mailbox.open();
        Doors doors = engine.open(Files.createDirectories(folder.resolve("e")), Speech.with(gateway));
        try {
            MailGateway.Running running =
                    gateway.open(folder.resolve("g"), doors.port(), doors.socket(), mailbox.port());
            return new Course(engine, doors, new MailTrial(gateway, running, mailbox));
        } catch (Exception e) {
            doors.close();
            mailbox.close();
            throw e;
        }
    }

    /**
     * Every letter arrives or does not, and its sender is told as the engine's policy says; so it is when what the
     * engine scans with is down.
     */
    Stream<DynamicTest> letters() {
        Speech speech = Speech.with(mail.gateway());
        Stream<DynamicTest> judged = Stream.of(Letters.values())
                .filter(engine::judges)
                .map(letter -> {
                    Outcome outcome = engine.answer(letter, speech);
                    return DynamicTest.dynamicTest(letter + " is " + outcome, () -> send(letter, outcome));
                });
        DynamicTest down = DynamicTest.dynamicTest("nothing passes while the backend is down", () -> {
            doors.failure().happens();
            send(Letters.CLEAN, Outcome.POSTPONED);
            send(Letters.EICAR_IN_ZIP, engine == Engine.CLAMD ? Outcome.POSTPONED : Outcome.REFUSED);
        });
        return Stream.concat(judged, Stream.of(down));
    }

    private void send(Letters letter, Outcome outcome) throws Exception {
        switch (outcome) {
            case PASSED -> mail.passes(letter);
            case REFUSED -> mail.refuses(letter);
            case POSTPONED -> mail.postpones(letter);
        }
    }

    @Override
    public void close() throws Exception {
        mail.running().close();
        doors.close();
        mail.mailbox().close();
    }
}

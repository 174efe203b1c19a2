package dev.gatehouse.backend.contained;

import dev.gatehouse.backend.contained.launch.Sandbox;
import dev.gatehouse.backend.contained.wire.Channel;
import dev.gatehouse.backend.contained.wire.Descriptor;
import dev.gatehouse.backend.contained.wire.FromChild;
import dev.gatehouse.backend.contained.wire.NonsenseException;
import dev.gatehouse.backend.contained.wire.Packets;
import dev.gatehouse.backend.contained.wire.ToChild;
import dev.gatehouse.confine.Linux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A child that runs, from the gate's side. One thread hears it out ({@link #listen}); whoever has the child sends, and
 * reads the inbox.
 */
final class ChildProcess implements AutoCloseable {

    private static final long END_SECONDS = 5;

    private final Sandbox sandbox;
    private final Process process;
    private final LastWords words;
    private final Channel channel;
    private final Path folder;
    private final Handover handover;
    private final Inbox inbox = new Inbox();
    private volatile @Nullable String killedFor;
    private long scans;
    private volatile boolean useful;

    private ChildProcess(
            Sandbox sandbox, Process process, LastWords words, Channel channel, Path folder, Handover handover) {
        this.sandbox = sandbox;
        this.process = process;
        this.words = words;
        this.channel = channel;
        this.folder = folder;
        this.handover = handover;
    }

    /** A child that has connected, and is told what to open. */
    static ChildProcess greeted(
            Linux linux,
            Sandbox sandbox,
            Process process,
            LastWords words,
            Channel channel,
            Path folder,
            ToChild.Open open)
            throws IOException {
        ChildProcess child =
                new ChildProcess(sandbox, process, words, channel, folder, new Handover(linux, sandbox.asStranger()));
        try (Descriptor window = child.handover.forChild()) {
            child.send(open, Optional.of(window));
            return child;
        } catch (IOException e) {
            child.kill("it cannot be talked to");
            child.close();
            throw e;
        }
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Inbox inbox() {
        return inbox;
    }

    Handover handover() {
        return handover;
    }

    /** A number for a new scan; for whoever has the child. */
    long nextScan() {
        return ++scans;
    }

    /** The process's number, as the gate sees it. */
    long pid() {
        return process.pid();
    }

    /** Notes that the child has judged something. */
    void proveUseful() {
        useful = true;
    }

    /** Whether the child ever judged anything. */
    boolean provedUseful() {
        return useful;
    }

    /**
     * Tells the child something.
     *
     * @throws IOException if it is gone, does not listen, or the message is too long for it
     */
    void send(ToChild message, Optional<Descriptor> file) throws IOException {
        Optional<byte[]> packet = Packets.write(message);
        if (packet.isEmpty()) {
            throw new IOException("a message is longer than " + Packets.MOST_BYTES + " bytes");
        }
        channel.send(packet.get(), file);
    }

    /** Waits for the first thing that the child says; nothing when it ended without a word, or with a nonsensical one. */
    Optional<FromChild> first() {
        try {
            Optional<Channel.Packet> packet = channel.receive();
            if (packet.isPresent()) {
                return Optional.of(Packets.fromChild(packet.get().bytes().array()));
            }
        } catch (NonsenseException e) {
            kill("it talked nonsense: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Why the child ended, or is about to. */
    String ending() {
        String reason = killedFor;
        return reason == null ? words.ending() : reason;
    }

    /** Removes what the child needed to start; a child within a tree of its own needs nothing more. */
    void tidy() {
        if (!sandbox.fencesItself()) {
            delete(folder);
        }
    }

    /** Hears the child out until it ends, and says why it did. */
    String listen() {
        String why;
        try {
            for (Optional<Channel.Packet> packet = channel.receive(); packet.isPresent(); packet = channel.receive()) {
                if (packet.get().file().isPresent()) {
                    packet.get().file().get().close();
                    throw new NonsenseException("a child sends no files");
                }
                inbox.said(Packets.fromChild(packet.get().bytes().array()));
            }
            why = ending();
        } catch (NonsenseException e) {
            why = "it talked nonsense: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = "the gate is closing";
        }
        kill(why);
        return why;
    }

    /** Ends the child now, with all that it started. Idempotent; never waits. */
    void kill(String why) {
        if (killedFor == null) {
            killedFor = why;
        }
        process.destroyForcibly();
        channel.shut();
        inbox.ended(why);
    }

    /** Gives back what the child had, once it has ended; for the thread that listens. */
    @Override
    public void close() {
        try {
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.close();
        handover.close();
        delete(folder);
    }

    /** Removes a child's folder; what cannot be removed is left to the system. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            // an empty folder below the temporary one does no harm
        }
    }
}

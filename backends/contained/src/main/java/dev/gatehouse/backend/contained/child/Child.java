package dev.gatehouse.backend.contained.child;

import dev.gatehouse.backend.contained.wire.Channel;
import dev.gatehouse.backend.contained.wire.Descriptor;
import dev.gatehouse.backend.contained.wire.FromChild;
import dev.gatehouse.backend.contained.wire.Measured;
import dev.gatehouse.backend.contained.wire.NonsenseException;
import dev.gatehouse.backend.contained.wire.Packets;
import dev.gatehouse.backend.contained.wire.ToChild;
import dev.gatehouse.confine.Linux;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendUnavailableException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a child starts. The main thread receives; the backend scans on another, so that a scan can be ended from here.
 * When the gate is gone, so is the child.
 */
public final class Child {

    /** What a backend asks to learn that it is contained. */
    public static final String PROPERTY = "dev.gatehouse.contained";

    private static final int NOTHING_TO_SAY = 0;
    private static final int CANNOT_TALK = 70;

    private Child() {}

    /**
     * Serves the gate until it hangs up.
     *
     * @param arguments the place of the gate's socket
     */
    public static void main(String[] arguments) {
        try {
            serve(Path.of(arguments[0]));
        } catch (IOException | NonsenseException | RuntimeException | LinkageError e) {
            System.err.println("contained child: " + e);
        }
        // Threads of the backend within may still run, and are of no more use.
        Runtime.getRuntime().halt(NOTHING_TO_SAY);
    }

    private static void serve(Path gate) throws IOException, NonsenseException {
        Linux linux = Linux.here().orElseThrow(() -> new IOException(Linux.absence()));
        Channel channel = Channel.connect(linux, gate);
        Optional<Channel.Packet> first = channel.receive();
        if (first.isPresent()
                && Packets.toChild(first.get().bytes().array()) instanceof ToChild.Open open
                && first.get().file().isPresent()) {
            MemorySegment window = first.get().file().get().map(Arena.global(), open.windowBytes(), false);
            first.get().file().get().close();
            serve(linux, channel, open, window);
        }
    }

    private static void serve(Linux linux, Channel channel, ToChild.Open open, MemorySegment window)
            throws IOException, NonsenseException {
        Seclusion.apply(linux, open.surroundings());
        List<Measured> measures = new Probes(linux, open.surroundings()).all();
        System.setProperty(PROPERTY, "true");
        Backend backend;
        try {
            backend = Within.open(open);
        } catch (BackendUnavailableException e) {
            say(channel, new FromChild.Refused(String.valueOf(e.getMessage())));
            return;
        }
        say(channel, new FromChild.Ready(backend.identity(), measures));
        Desk desk = new Desk(backend, channel, window);
        Optional<Channel.Packet> packet = channel.receive();
        while (packet.isPresent()) {
            take(desk, channel, packet.get());
            packet = channel.receive();
        }
    }

    private static void take(Desk desk, Channel channel, Channel.Packet packet) throws IOException, NonsenseException {
        Optional<Descriptor> file = packet.file();
        switch (Packets.toChild(packet.bytes().array())) {
            case ToChild.Scan scan -> desk.scan(scan, file);
            case ToChild.Cancel cancel -> desk.cancel(cancel.scan());
            case ToChild.Digest digest -> desk.answer(digest, file);
            case ToChild.Bytes bytes -> desk.answer(bytes, file);
            case ToChild.Unreadable unreadable -> desk.answer(unreadable, file);
            case ToChild.Container container -> desk.answer(container, file);
            case ToChild.Names names -> desk.answer(names, file);
            case ToChild.TellIdentity _ ->
                say(channel, new FromChild.IdentityIs(desk.backend().identity()));
            case ToChild.TellHealth _ ->
                say(channel, new FromChild.HealthIs(desk.backend().health()));
            case ToChild.Open _ -> throw new NonsenseException("the backend is open already");
        }
    }

    /** Tells the gate; a child that cannot is of no use. */
    static void say(Channel channel, FromChild message) {
        Optional<byte[]> packet = Packets.write(message);
        try {
            if (packet.isPresent()) {
                channel.send(packet.get(), Optional.empty());
                return;
            }
        } catch (IOException e) {
            // the gate is gone, or the packet did not go
        }
        Runtime.getRuntime().halt(CANNOT_TALK);
    }
}

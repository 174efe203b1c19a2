package dev.gatehouse.backend.contained.wire;

import dev.gatehouse.spi.BackendConfiguration;
import java.util.List;
import java.util.Optional;

/** What the gate says to a child. */
public sealed interface ToChild {

    /**
     * The first message: what to open. The file that comes with it is the window through which small parts are seen.
     *
     * @param type the backend's type; empty to take the only one that the plugin has
     * @param plugin a jar or a folder of jars; empty for a backend of the child's own class path
     * @param configuration the name and settings of the backend within
     * @param windowBytes how large the window is
     * @param surroundings what to try out
     */
    record Open(
            String type, String plugin, BackendConfiguration configuration, int windowBytes, Surroundings surroundings)
            implements ToChild {}

    /**
     * Judge a part.
     *
     * @param scan the scan's number, repeated in everything that is said about it
     * @param allMatches whether every match is wanted
     * @param nanos how long the scan may take
     * @param opened whether the bytes are in the file that comes with this message; otherwise they are in the window
     * @param part what to judge
     */
    record Scan(long scan, boolean allMatches, long nanos, boolean opened, Level part) implements ToChild {}

    /** End a scan. */
    record Cancel(long scan) implements ToChild {}

    /** A digest that was asked for, in hexadecimal digits. */
    record Digest(long scan, String digits) implements ToChild {}

    /** The bytes of a container that were asked for are in the file that comes with this message. */
    record Bytes(long scan) implements ToChild {}

    /** What a part came out of, if out of anything. */
    record Container(long scan, Optional<Level> level) implements ToChild {}

    /** Where a part stands, the file's name first. */
    record Names(long scan, List<String> names) implements ToChild {
        /** Copies the list. */
        public Names {
            names = List.copyOf(names);
        }
    }

    /** What was asked for cannot be had. */
    record Unreadable(long scan, String why) implements ToChild {}

    /** Say who you are. */
    record TellIdentity() implements ToChild {}

    /** Say whether you can scan. */
    record TellHealth() implements ToChild {}
}

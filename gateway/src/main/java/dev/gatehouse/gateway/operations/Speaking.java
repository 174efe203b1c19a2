package dev.gatehouse.gateway.operations;

import dev.gatehouse.engine.configuration.Setting;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.net.Witness;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a protocol is given for one listener.
 *
 * @param listener what the operator calls the listener
 * @param section the whole listener as it is configured, for messages; nothing when it is not
 * @param keys the settings of the listener that are the protocol's own; one that it does not know is an error
 * @param configuration the file in which they stand, to which paths in them are relative; nothing when in none
 * @param gate what scans; stays its owner's
 * @param witness to be told of every answered request
 * @param operator what a client may ask of the process, where the protocol lets it
 */
public record Speaking(
        String listener,
        Optional<Setting> section,
        List<Setting> keys,
        Optional<Path> configuration,
        Gate gate,
        Witness witness,
        Operator operator) {

    /** Copies the list. */
    public Speaking {
        keys = List.copyOf(keys);
    }

    /** What may be asked of the process. Neither call waits. */
    public interface Operator {

        /** Reads everything anew and lets another lineup scan. */
        void reload();

        /** Ends gracefully. */
        void shutdown();
    }
}

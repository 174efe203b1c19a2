package dev.gatehouse.gateway.clamd;

import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.net.Witness;
import java.time.Instant;

/** What all conversations on one listener have in common. */
record House(
        String listener,
        Gate gate,
        ClamdSettings settings,
        Witness witness,
        ClamdHooks hooks,
        Answers answers,
        Tasks tasks,
        Instant beginning) {

    /** What VERSION says now. */
    String version() {
        return VersionLine.of(gate.lineup(), beginning);
    }
}

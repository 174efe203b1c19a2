package dev.gatehouse.gateway.clamd;

import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.net.Witness;

/** What all conversations on one listener have in common. */
record House(
        String listener,
        Gate gate,
        ClamdSettings settings,
        Witness witness,
        ClamdHooks hooks,
        Answers answers,
        Tasks tasks) {}

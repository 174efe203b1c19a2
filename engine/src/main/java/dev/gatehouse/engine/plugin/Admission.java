package dev.gatehouse.engine.plugin;

import java.util.Optional;

/** Says which plugins may be loaded; asked before any of a plugin's code runs. */
@FunctionalInterface
public interface Admission {

    /** Admits every plugin. */
    Admission EVERY = _ -> Optional.empty();

    /** Why a plugin may not be loaded, for the operator; nothing when it may. */
    Optional<String> refusal(Origin origin);
}

package dev.gatehouse.spi;

import java.util.List;

/** Opens backends of one type. Declared as a service; the engine finds it by {@link java.util.ServiceLoader}. */
public interface BackendProvider {

    /** The type's name in a lineup, lower case: {@code builtin}, {@code clamd}, {@code icap}. Unique in a process. */
    String type();

    /** Every configuration key that {@link #open} understands. A key that is not among them is refused before. */
    List<ConfigurationKey> configurationKeys();

    /**
     * Opens a backend that is ready to scan. Several may be open at a time, also with the same settings: a change of
     * lineup opens the new one before it closes the old. Paths that are not absolute begin at the process's working
     * folder.
     *
     * @throws BackendUnavailableException if the configuration is wrong, or what the backend needs (a library, a
     *     daemon, a signature file) is not there; its message says what to do
     */
    Backend open(BackendConfiguration configuration) throws BackendUnavailableException;
}

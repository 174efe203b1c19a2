package dev.gatehouse.peers;

import java.nio.file.Path;
import java.util.Optional;

/** Debian's packages that cannot be installed together, and are unpacked beside one another instead. */
final class Debian {

    private Debian() {}

    /** Where {@code ./verify} unpacks them, in the user's cache (XDG base directory specification). */
    static Path unpacked(String name) {
        Path cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(value -> value.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return cache.resolve("gatehouse-peers").resolve(name);
    }
}

package dev.gatehouse.engine.house;

import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.Role;
import dev.gatehouse.spi.BackendConfiguration;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the built-in matcher looks for where nobody says otherwise, and where it keeps what it compiled. */
public final class UsualSignatures {

    /** The type of the built-in matcher. */
    public static final String BUILTIN = "builtin";

    /** Its key for signature files and folders. */
    public static final String SIGNATURES = "signatures";

    /** Its key for the folder of compiled copies. */
    public static final String CACHE_FOLDER = "cache-folder";

    /** Where ClamAV's updater puts its databases on Debian, Fedora and most others. */
    private static final Path SYSTEM_FOLDER = Path.of("/var/lib/clamav");

    private static final Set<String> READABLE = Set.of("cvd", "cld", "hdb", "hsb", "mdb", "msb", "ndb");

    private UsualSignatures() {}

    /** The built-in matcher, with nothing said of its settings. */
    public static LineupEntry builtin() {
        return new LineupEntry(BUILTIN, Role.PRIMARY, new BackendConfiguration(BUILTIN, Map.of()));
    }

    /** A backend with the usual signatures and cache, where it is the built-in matcher and names none. */
    public static LineupEntry complete(LineupEntry entry) {
        if (!entry.type().equals(BUILTIN)) {
            return entry;
        }
        Map<String, List<String>> values = new TreeMap<>(entry.configuration().values());
        values.computeIfAbsent(SIGNATURES, _ -> systemFolder());
        values.computeIfAbsent(CACHE_FOLDER, _ -> List.of(userCache().toString()));
        return new LineupEntry(
                BUILTIN,
                entry.role(),
                new BackendConfiguration(entry.configuration().name(), values));
    }

    /**
     * Where compiled copies of signatures are kept: {@code signatures} in the folder that systemd gives a service for its
     * cache, else {@code gatehouse/signatures} in the user's.
     */
    public static Path userCache() {
        String service = System.getenv("CACHE_DIRECTORY");
        if (service != null && service.startsWith("/")) {
            return Path.of(service).resolve(SIGNATURES);
        }
        String folder = System.getenv("XDG_CACHE_HOME");
        Path caches = folder != null && folder.startsWith("/")
                ? Path.of(folder)
                : Path.of(System.getProperty("user.home"), ".cache");
        return caches.resolve("gatehouse").resolve(SIGNATURES);
    }

    /** The system's folder of signatures, where it holds any. */
    public static List<String> systemFolder() {
        return holdsSignatures(SYSTEM_FOLDER) ? List.of(SYSTEM_FOLDER.toString()) : List.of();
    }

    private static boolean holdsSignatures(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.toString();
                String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
                if (READABLE.contains(extension)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }
}

package dev.gatehouse.backend.contained;

import dev.gatehouse.backend.contained.wire.Measure;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How children are set up.
 *
 * @param type the type of the backend within; empty to take the only one of the plugin
 * @param plugin where the plugin is
 * @param require what must hold
 * @param memoryBytes the data that one child may have
 * @param cpus how many processors one child may use
 * @param children how many there are
 * @param temporaryBytes the room of a child's temporary folder
 * @param timeout how long one scan may take, whatever its deadline
 * @param readable what a child may read besides its installation
 * @param within the configuration of the backend within
 */
record Settings(
        String type,
        Optional<Path> plugin,
        Set<Measure> require,
        long memoryBytes,
        int cpus,
        int children,
        long temporaryBytes,
        Duration timeout,
        List<Path> readable,
        BackendConfiguration within) {

    private static final String TYPE = "type";
    private static final String PLUGIN = "plugin";
    private static final String REQUIRE = "require";
    private static final String MEMORY = "memory";
    private static final String CPU = "cpu";
    private static final String CHILDREN = "children";
    private static final String TEMPORARY = "temporary";
    private static final String TIMEOUT = "timeout";
    private static final String READ = "read";
    private static final String WITHIN = "with.";

    private static final String NOTHING = "none";
    private static final Set<Measure> REQUIRED_ANYWAY =
            EnumSet.of(Measure.NO_NETWORK, Measure.NO_FILES, Measure.NO_WRITES, Measure.NO_PRIVILEGES);

    private static final long MEBIBYTE = 1 << 20;
    private static final long LEAST_MEMORY = 256 * MEBIBYTE;
    private static final long USUAL_MEMORY = 1024 * MEBIBYTE;
    private static final long USUAL_TEMPORARY = 64 * MEBIBYTE;
    private static final int MOST_CHILDREN = 64;
    private static final int MOST_CPUS = 1024;
    private static final int USUAL_SECONDS = 300;
    private static final int MOST_SECONDS = 86_400;

    /** Copies the collections. */
    Settings {
        require = Set.copyOf(require);
        readable = List.copyOf(readable);
    }

    static List<ConfigurationKey> keys() {
        return List.of(
                new ConfigurationKey(TYPE, "the type of the backend that runs contained", false),
                new ConfigurationKey(
                        PLUGIN,
                        "a jar, or a folder of jars, that holds that backend; without it, an installed one",
                        false),
                new ConfigurationKey(
                        REQUIRE,
                        "what must hold on this machine, or the backend is not opened; default no-network, no-files,"
                                + " no-writes and no-privileges; none requires nothing",
                        true),
                new ConfigurationKey(
                        MEMORY, "what one child may have of memory, heap and all, such as 512m; default 1g", false),
                new ConfigurationKey(CPU, "how many processors one child may use; default 1", false),
                new ConfigurationKey(
                        CHILDREN, "how many children there are, each with one scan at a time; default 2", false),
                new ConfigurationKey(TEMPORARY, "the room of a child's temporary folder; default 64m", false),
                new ConfigurationKey(
                        TIMEOUT, "how many seconds one scan may take, even without a deadline; default 300", false),
                new ConfigurationKey(
                        READ,
                        "a file or folder that children may read; absolute paths among the settings of the backend within"
                                + " may be read anyway",
                        true),
                new ConfigurationKey(WITHIN + "*", "a setting of the backend that runs contained", true));
    }

    static Settings of(BackendConfiguration configuration) throws BackendUnavailableException {
        Reader reader = new Reader(configuration);
        Optional<Path> plugin = reader.plugin();
        String type = configuration.value(TYPE).orElse("");
        if (type.isEmpty() && plugin.isEmpty()) {
            throw reader.trouble("set type to that of the backend that shall run contained, or plugin to its jar");
        }
        if (plugin.isPresent() && !Files.exists(plugin.get())) {
            throw reader.trouble("there is no plugin " + plugin.get());
        }
        return new Settings(
                type,
                plugin,
                reader.required(),
                reader.bytes(MEMORY, LEAST_MEMORY, USUAL_MEMORY),
                reader.number(CPU, 1, MOST_CPUS, 1),
                reader.number(CHILDREN, 1, MOST_CHILDREN, 2),
                reader.bytes(TEMPORARY, MEBIBYTE, USUAL_TEMPORARY),
                Duration.ofSeconds(reader.number(TIMEOUT, 1, MOST_SECONDS, USUAL_SECONDS)),
                reader.readable(),
                reader.within());
    }

    /** The heap within the memory: what is left over is the virtual machine's own, and for native code. */
    long heapBytes() {
        return Math.max(memoryBytes / 2, memoryBytes - 384 * MEBIBYTE);
    }

    private record Reader(BackendConfiguration configuration) {

        BackendUnavailableException trouble(String what) {
            return new BackendUnavailableException(configuration.name() + ": " + what);
        }

        Path path(String key, String value) throws BackendUnavailableException {
            try {
                return Path.of(value).toAbsolutePath();
            } catch (InvalidPathException e) {
                throw trouble(key + " is no path: " + e.getReason());
            }
        }

        Optional<Path> plugin() throws BackendUnavailableException {
            Optional<String> value = configuration.value(PLUGIN);
            return value.isEmpty() ? Optional.empty() : Optional.of(path(PLUGIN, value.get()));
        }

        Set<Measure> required() throws BackendUnavailableException {
            List<String> names = configuration.all(REQUIRE);
            if (names.isEmpty()) {
                return REQUIRED_ANYWAY;
            }
            Set<Measure> required = EnumSet.noneOf(Measure.class);
            for (String name : names) {
                if (!name.equals(NOTHING)) {
                    required.add(Measure.of(name)
                            .orElseThrow(() -> trouble(REQUIRE + " does not know " + name + "; there are "
                                    + EnumSet.allOf(Measure.class).stream()
                                            .map(Measure::id)
                                            .toList()
                                    + ", and " + NOTHING)));
                }
            }
            return required;
        }

        int number(String key, int least, int most, int otherwise) throws BackendUnavailableException {
            Optional<String> text = configuration.value(key);
            if (text.isEmpty()) {
                return otherwise;
            }
            if (text.get().matches("\\d{1,9}")) {
                int number = Integer.parseInt(text.get());
                if (number >= least && number <= most) {
                    return number;
                }
            }
            throw trouble(key + " must be a number from " + least + " to " + most + ", not " + text.get());
        }

        long bytes(String key, long least, long otherwise) throws BackendUnavailableException {
            Optional<String> text = configuration.value(key);
            if (text.isEmpty()) {
                return otherwise;
            }
            if (text.get().matches("\\d{1,6}[kmgKMG]?")) {
                String digits = text.get().replaceAll("\\D", "");
                long unit = switch (Character.toLowerCase(
                        text.get().charAt(text.get().length() - 1))) {
                    case 'k' -> 1 << 10;
                    case 'm' -> MEBIBYTE;
                    case 'g' -> 1 << 30;
                    default -> 1;
                };
                long bytes = Long.parseLong(digits) * unit;
                if (bytes >= least) {
                    return bytes;
                }
            }
            throw trouble(key + " must be a size of at least " + least / MEBIBYTE + "m, such as 512m or 2g, not "
                    + text.get());
        }

        List<Path> readable() throws BackendUnavailableException {
            List<Path> paths = new ArrayList<>();
            for (String path : configuration.all(READ)) {
                if (!Files.exists(path(READ, path))) {
                    throw trouble("there is no " + path + " to " + READ);
                }
                paths.add(path(READ, path));
            }
            within().values().values().stream()
                    .flatMap(List::stream)
                    .filter(value -> value.startsWith("/") && value.indexOf('\0') < 0)
                    .map(Path::of)
                    .filter(Files::exists)
                    .forEach(paths::add);
            for (Path path : paths) {
                if (path.normalize().getNameCount() == 0) {
                    throw trouble("the root of the file system is not for a contained backend to read");
                }
            }
            return paths.stream().map(Path::normalize).toList();
        }

        BackendConfiguration within() {
            Map<String, List<String>> values = new TreeMap<>();
            configuration.values().forEach((key, value) -> {
                if (key.startsWith(WITHIN)) {
                    values.put(key.substring(WITHIN.length()), value);
                }
            });
            return new BackendConfiguration(configuration.name(), values);
        }
    }
}

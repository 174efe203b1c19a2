package dev.gatehouse.backend.contained;

import dev.gatehouse.backend.contained.child.Child;
import dev.gatehouse.backend.contained.launch.Recipe;
import dev.gatehouse.backend.contained.launch.Sandbox;
import dev.gatehouse.backend.contained.wire.Channel;
import dev.gatehouse.backend.contained.wire.Surroundings;
import dev.gatehouse.backend.contained.wire.ToChild;
import dev.gatehouse.confine.Linux;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Starts children. The thread that starts one must outlive it: the kernel ends the child with that thread. */
final class Launcher {

    private static final long CONNECT_SECONDS = 30;
    private static final long LOOK_MILLIS = 100;
    private static final Path NAMESPACES = Path.of("/proc/self/ns");

    private final Linux linux;
    private final Settings settings;
    private final List<Path> installation;
    private final List<String> virtualMachine;

    Launcher(Linux linux, Settings settings) throws IOException {
        this.linux = linux;
        this.settings = settings;
        this.installation = installation();
        this.virtualMachine = virtualMachine(settings);
    }

    /** A child that could not be started, and what it said. */
    static final class StartException extends Exception {

        private static final long serialVersionUID = 1L;

        StartException(String message) {
            super(message);
        }
    }

    /**
     * Starts a child and sends it what to open.
     *
     * @throws StartException if it does not come to the gate
     * @throws IOException if the gate's own files cannot be made
     */
    ChildProcess start(Sandbox sandbox, int slot) throws IOException, StartException {
        Path folder = Files.createTempDirectory("gatehouse-contained-");
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            Recipe recipe = new Recipe(
                    List.of(),
                    readable(),
                    folder,
                    settings.memoryBytes(),
                    settings.temporaryBytes(),
                    settings.cpus(),
                    slot);
            Files.write(recipe.filter(), Sandbox.outerFilter(linux.architecture()));
            openFolder(recipe.temporary());
            Path canary = openFolder(folder.resolve("canary"));
            Files.writeString(canary.resolve("read-me"), "a contained child cannot read this");
            return start(sandbox, withCommand(recipe, sandbox), canary);
        } catch (IOException | StartException | RuntimeException e) {
            ChildProcess.delete(folder);
            throw e;
        }
    }

    private Recipe withCommand(Recipe recipe, Sandbox sandbox) {
        List<String> java = new ArrayList<>(virtualMachine);
        Path temporary = sandbox.temporaryWithin(recipe);
        java.addAll(1, List.of("-Djava.io.tmpdir=" + temporary, "-XX:ErrorFile=" + temporary.resolve("error")));
        java.add(sandbox.socketWithin(recipe).toString());
        return new Recipe(
                java,
                recipe.readable(),
                recipe.folder(),
                recipe.dataBytes(),
                recipe.temporaryBytes(),
                recipe.cpus(),
                recipe.slot());
    }

    /** A folder that everybody may write to, within one that others cannot list. */
    private static Path openFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private ChildProcess start(Sandbox sandbox, Recipe recipe, Path canary) throws IOException, StartException {
        Surroundings surroundings = new Surroundings(
                sandbox.fencesItself(),
                recipe.readable().stream().map(Path::toString).toList(),
                sandbox.temporaryWithin(recipe).toString(),
                canary.toString(),
                ProcessHandle.current().pid(),
                namespaces(),
                recipe.cpus(),
                recipe.dataBytes());
        ToChild.Open open = new ToChild.Open(
                settings.type(),
                settings.plugin().map(Path::toString).orElse(""),
                settings.within(),
                Handover.WINDOW_BYTES,
                surroundings);
        try (Channel.Listener listener = Channel.listen(linux, recipe.socket())) {
            Files.setPosixFilePermissions(recipe.socket(), PosixFilePermissions.fromString("rw-rw-rw-"));
            Process process = new ProcessBuilder(sandbox.command(recipe))
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .directory(recipe.folder().toFile())
                    .start();
            LastWords words = LastWords.of(process);
            try {
                Channel channel = await(listener, process, words);
                return ChildProcess.greeted(linux, sandbox, process, words, channel, recipe.folder(), open);
            } catch (IOException | StartException e) {
                process.destroyForcibly();
                throw e;
            }
        }
    }

    private static Channel await(Channel.Listener listener, Process process, LastWords words)
            throws IOException, StartException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < CONNECT_SECONDS * 1_000_000_000L) {
            Optional<Channel> channel = listener.accept(LOOK_MILLIS);
            if (channel.isPresent()) {
                return channel.get();
            }
            if (!process.isAlive()) {
                throw new StartException(words.ending());
            }
        }
        throw new StartException("it did not start within " + CONNECT_SECONDS + " s; it said: " + words.text());
    }

    private List<Path> readable() {
        Set<Path> paths = new LinkedHashSet<>(installation);
        paths.addAll(settings.readable());
        settings.plugin().ifPresent(paths::add);
        return List.copyOf(paths);
    }

    /** Java, with what its own links lead to, and the class or module path of this process. */
    private static List<Path> installation() throws IOException {
        Set<Path> paths = new LinkedHashSet<>();
        Path java = Path.of(System.getProperty("java.home")).toRealPath();
        paths.add(java);
        try (Stream<Path> files = Files.walk(java, 3)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                if (Files.exists(link) && !link.toRealPath().startsWith(java)) {
                    paths.add(link.toRealPath());
                }
            }
        }
        for (String property : List.of("java.class.path", "jdk.module.path")) {
            for (String entry : System.getProperty(property, "").split(File.pathSeparator, -1)) {
                if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
                    paths.add(Path.of(entry).toAbsolutePath().normalize());
                }
            }
        }
        return List.copyOf(paths);
    }

    private static List<String> virtualMachine(Settings settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"))
                .toRealPath()
                .resolve("bin")
                .resolve("java")
                .toString());
        command.addAll(List.of(
                "-Xmx" + settings.heapBytes(),
                "-Xms16m",
                "-XX:+UseSerialGC",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+ExitOnOutOfMemoryError",
                "--illegal-native-access=allow",
                "--sun-misc-unsafe-memory-access=allow"));
        String modules = absolute(System.getProperty("jdk.module.path", ""));
        String main = Child.class.getName();
        if (Child.class.getModule().isNamed()) {
            command.addAll(List.of("-p", modules, "-m", Child.class.getModule().getName() + "/" + main));
        } else {
            command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path", "")), main));
        }
        return command;
    }

    private static String absolute(String paths) {
        List<String> entries = new ArrayList<>();
        for (String entry : paths.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                entries.add(Path.of(entry).toAbsolutePath().normalize().toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static List<String> namespaces() throws IOException {
        List<String> namespaces = new ArrayList<>();
        try (Stream<Path> links = Files.list(NAMESPACES)) {
            for (Path link : links.sorted().toList()) {
                namespaces.add(Files.readSymbolicLink(link).toString());
            }
        }
        return namespaces;
    }
}

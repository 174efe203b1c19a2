package dev.gatehouse.gateway.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the sockets of a running process are: in the folder that systemd made for it, the user's, or the system's. */
public final class RuntimeFolder {

    private static final String ADMIN = "admin.sock";
    private static final Path SYSTEM = Path.of("/run/gatehouse");

    private final Map<String, String> environment;

    /** With the variables of the process. */
    public RuntimeFolder(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Where the operator's socket is made when nobody says so: in a folder that systemd made for the service, else in the
     * user's, which only the user can enter. Nothing when there is neither.
     */
    public Optional<Path> admin() {
        return folders().stream()
                .filter(Files::isDirectory)
                .filter(Files::isWritable)
                .findFirst()
                .map(folder -> folder.resolve(ADMIN));
    }

    /** Where an operator's command looks for that socket: where the service's may be. */
    public List<Path> adminPlaces() {
        return folders().stream().map(folder -> folder.resolve(ADMIN)).toList();
    }

    private List<Path> folders() {
        List<Path> named = List.of("RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR").stream()
                .map(name -> environment.getOrDefault(name, ""))
                .map(value -> value.split(":", 2)[0])
                .filter(value -> value.startsWith("/"))
                .map(Path::of)
                .toList();
        return java.util.stream.Stream.concat(named.stream(), java.util.stream.Stream.of(SYSTEM))
                .toList();
    }
}

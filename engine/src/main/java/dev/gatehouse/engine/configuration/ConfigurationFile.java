package dev.gatehouse.engine.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds and reads {@code gatehouse.yaml}. */
public final class ConfigurationFile {

    /** The variable of the environment that names the file. */
    public static final String VARIABLE = "GATEHOUSE_CONFIG";

    private static final String NAME = "gatehouse.yaml";
    private static final Path SYSTEM = Path.of("/etc/gatehouse", NAME);
    private static final long MAX_BYTES = 4L << 20;

    private ConfigurationFile() {}

    /**
     * Where the file is: as {@link #VARIABLE} says, else the first that there is of {@code gatehouse/gatehouse.yaml} in
     * the user's folder of configuration and {@code /etc/gatehouse/gatehouse.yaml}.
     *
     * @param environment the variables of the process
     * @param home the user's home
     */
    public static Optional<Path> find(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        String folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path user = folder.startsWith("/") ? Path.of(folder) : home.resolve(".config");
        for (Path file : List.of(user.resolve("gatehouse").resolve(NAME), SYSTEM)) {
            if (Files.exists(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads a file.
     *
     * @throws ConfigurationException if it cannot be read, or about the first thing that is wrong in it
     */
    public static Configuration read(Path file) throws ConfigurationException {
        String text;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigurationException(file + ": too large for a configuration");
            }
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(file + ": there is no such configuration file", e);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + ": this is not UTF-8", e);
        } catch (IOException e) {
            throw new ConfigurationException(file + ": cannot be read: " + e, e);
        }
        return ConfigurationReader.read(file, text);
    }
}

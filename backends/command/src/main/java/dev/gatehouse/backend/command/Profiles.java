package dev.gatehouse.backend.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Where profiles are found: in this module by name, elsewhere by path. */
final class Profiles {

    /** The names of those that come with the module. */
    static final List<String> SHIPPED = List.of(
            "clamscan", "clamdscan", "yara", "eset", "trellix-uvscan", "sophos-avscanner", "withsecure-fsav", "avast");

    private Profiles() {}

    /**
     * Finds and reads a profile.
     *
     * @param name the name of a shipped one, or a path
     * @throws ProfileException if there is none of that name, or it is wrong
     */
    static Profile find(String name) throws ProfileException {
        if (SHIPPED.contains(name)) {
            return ProfileReader.read("profile " + name, shipped(name));
        }
        try {
            Path file = Path.of(name);
            if (name.contains("/") && Files.isRegularFile(file)) {
                return ProfileReader.read(name, Files.readString(file));
            }
        } catch (InvalidPathException e) {
            // said below
        } catch (IOException e) {
            throw new ProfileException(name + ": cannot be read: " + e);
        }
        throw new ProfileException(name + " is neither a file's path nor one of " + String.join(", ", SHIPPED));
    }

    private static String shipped(String name) throws ProfileException {
        try (InputStream stream = Profiles.class.getResourceAsStream("profiles/" + name + ".yaml")) {
            if (stream == null) {
                throw new IllegalStateException("the build left out profiles/" + name + ".yaml");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ProfileException("profile " + name + ": cannot be read: " + e);
        }
    }
}

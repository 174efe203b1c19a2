package dev.gatehouse.backend.icap;

import dev.gatehouse.backend.icap.YamlNode.YamlException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The profiles that come with Gatehouse, and those of the operator. */
final class Profiles {

    /** The names of those that come with Gatehouse, one a file beside this class. */
    static final List<String> NAMES = List.of(
            "c-icap",
            "clearswift",
            "drweb",
            "eset",
            "generic",
            "kaspersky-scan-engine",
            "kaspersky-web-traffic-security",
            "opswat",
            "skyhigh",
            "sophos-savdi",
            "squidclamav",
            "symantec",
            "trellix",
            "trend-micro",
            "withsecure");

    /** A profile is a page of text; more is some other file. */
    private static final long LONGEST_FILE = 1 << 18;

    private Profiles() {}

    /**
     * One that comes with Gatehouse.
     *
     * @throws YamlException if there is none of that name
     */
    static Profile named(String name) throws YamlException {
        if (!NAMES.contains(name)) {
            throw new YamlException("there is no profile " + name + "; there are " + String.join(", ", NAMES));
        }
        String file = "profiles/" + name + ".yaml";
        try (InputStream stream = Profiles.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the build left out " + file);
            }
            return ProfileReader.read(new String(stream.readAllBytes(), StandardCharsets.UTF_8), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One of the operator's.
     *
     * @throws YamlException if it is not a profile
     * @throws IOException if it cannot be read
     */
    static Profile file(Path file) throws YamlException, IOException {
        if (Files.size(file) > LONGEST_FILE) {
            throw new YamlException(file + ": larger than any profile");
        }
        return ProfileReader.read(Files.readString(file), file.toString());
    }
}

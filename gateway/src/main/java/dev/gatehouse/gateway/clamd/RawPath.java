package dev.gatehouse.gateway.clamd;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Paths of any bytes. The platform's own way from text to a path knows only names that are text in the locale's
 * encoding; a {@code file:} URI carries every byte.
 */
final class RawPath {

    private RawPath() {}

    /** The path of these bytes, one a character; nothing when it is not absolute or holds a zero. */
    static Optional<Path> of(String bytes) {
        if (!bytes.startsWith("/") || bytes.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        StringBuilder uri = new StringBuilder("file:///");
        for (byte each : bytes.substring(1).getBytes(StandardCharsets.ISO_8859_1)) {
            if (each == '/') {
                uri.append('/');
            } else {
                uri.append('%').append(HexFormat.of().toHexDigits(each));
            }
        }
        try {
            return Optional.of(Path.of(URI.create(uri.toString())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The bytes of a path's last name, one a character. */
    static String name(Path path) {
        String raw = path.toAbsolutePath().toUri().getRawPath();
        int end = raw.endsWith("/") ? raw.length() - 1 : raw.length(); // a URI marks a folder so; a path does not
        StringBuilder name = new StringBuilder();
        for (int i = raw.lastIndexOf('/', end - 1) + 1; i < end; i++) {
            if (raw.charAt(i) == '%') {
                name.append((char) HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                name.append(raw.charAt(i));
            }
        }
        return name.toString();
    }
}

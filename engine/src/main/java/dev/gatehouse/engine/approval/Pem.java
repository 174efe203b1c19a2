package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.approval.ApprovalsException.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as text, RFC 7468: the form that openssl writes and reads.
 */
final class Pem {

    static final String PUBLIC = "PUBLIC KEY";
    static final String PRIVATE = "PRIVATE KEY";

    private static final int LINE_CHARACTERS = 64;
    private static final long MAX_BYTES = 1 << 16;
    private static final Pattern SHAPE = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]{1,40})-----\\s+([A-Za-z0-9+/=\\s]*)-----END \\1-----", Pattern.DOTALL);

    private final String label;
    private final byte[] der;

    Pem(String label, byte[] der) {
        this.label = label;
        this.der = der.clone();
    }

    /** What it is, such as {@link #PUBLIC}. */
    String label() {
        return label;
    }

    /** The key itself. */
    byte[] der() {
        return der.clone();
    }

    /** Reads the only key of a file. */
    static Pem read(Path file) throws ApprovalsException {
        String text;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ApprovalsException(Fault.NO_KEY, file + ": too large for a key");
            }
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new ApprovalsException(Fault.UNREADABLE, file + ": there is no such key", e);
        } catch (IOException e) {
            throw new ApprovalsException(Fault.UNREADABLE, file + ": the key cannot be read: " + e, e);
        }
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.find()) {
            throw new ApprovalsException(
                    Fault.NO_KEY, file + ": this is no key in PEM form; make one with gatehouse approvals keygen");
        }
        Pem first = of(file, matcher);
        if (matcher.find()) {
            throw new ApprovalsException(Fault.NO_KEY, file + ": holds more than one key; give each a file of its own");
        }
        return first;
    }

    private static Pem of(Path file, Matcher matcher) throws ApprovalsException {
        try {
            return new Pem(
                    matcher.group(1),
                    Base64.getDecoder().decode(matcher.group(2).replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            throw new ApprovalsException(Fault.NO_KEY, file + ": the key is damaged: " + e.getMessage(), e);
        }
    }

    /** The text, with its lines ended. */
    String text() {
        String body = Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}

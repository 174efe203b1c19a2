package dev.gatehouse.tck;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bytes that a backend detects, and the names that it finds them by. Immutable. */
public final class Sample {

    private final byte[] bytes;
    private final List<String> names;

    private Sample(byte[] bytes, List<String> names) {
        this.bytes = bytes;
        this.names = names;
    }

    /**
     * A sample of one's own.
     *
     * @param names all the names that the backend knows it by, exactly as its findings say them; at least one
     * @throws IllegalArgumentException if there is no name
     */
    public static Sample of(byte[] bytes, String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("names must not be empty");
        }
        return new Sample(bytes.clone(), List.of(names));
    }

    /**
     * The harmless file that every scanner is meant to find (eicar.org, "Anti-Malware Testfile").
     *
     * @param name what the backend calls it: {@code Eicar-Test-Signature}
     */
    public static Sample eicar(String name) {
        // joined while it runs, since the compiler would join a sum of constants, and a scanner would find this class
        String text = String.join(
                "", "X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR", "-STANDARD-", "ANTIVIRUS", "-TEST-FILE!", "$H+H*");
        return of(text.getBytes(StandardCharsets.US_ASCII), name);
    }

    /** The bytes; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The names, at least one. */
    public List<String> names() {
        return names;
    }
}

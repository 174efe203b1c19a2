package dev.gatehouse.cli.walk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * File names as the file system holds them: bytes. A name is decoded as UTF-8 whatever the locale, and each byte that
 * is not UTF-8 becomes one char of its own, U+DC00 plus the byte, a lone surrogate that no real name can hold. So every
 * name has a text, no two names have the same, and each text leads back to its file.
 *
 * <p>The platform's own decoding loses such bytes, both in {@link Path#toString} and in the arguments of {@code main};
 * but a path keeps its bytes inside, and its URI shows them, each as {@code %FF}.
 */
public final class FileName {

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char LONE = 0xdc00;

    private FileName() {}

    /** The text of a path as it was given, relative or not. */
    public static String text(Path path) {
        String asPlatform = path.toString();
        if (isAscii(asPlatform)) {
            return asPlatform;
        }
        String whole = decode(rawBytes(path));
        if (path.isAbsolute()) {
            return whole;
        }
        String folder = workingFolder();
        return whole.startsWith(folder) ? whole.substring(folder.length()) : whole;
    }

    /**
     * The path that a text names.
     *
     * @throws java.nio.file.InvalidPathException if it holds a NUL
     */
    public static Path path(String text) {
        if (isAscii(text)) {
            return Path.of(text);
        }
        String absolute = text.startsWith("/") ? text : workingFolder() + text;
        return Path.of(URI.create("file://" + percentEncoded(encode(absolute))));
    }

    /**
     * The arguments of {@code main} as the caller's shell gave them, where the platform tells.
     *
     * @param decoded the arguments as {@code main} got them
     */
    public static String[] arguments(String[] decoded) {
        boolean allAscii = true;
        for (String argument : decoded) {
            allAscii &= isAscii(argument);
        }
        if (allAscii) {
            return decoded;
        }
        List<String> raw = commandLine();
        if (raw.size() < decoded.length) {
            return decoded;
        }
        return raw.subList(raw.size() - decoded.length, raw.size()).toArray(String[]::new);
    }

    /** Whether the text holds bytes that are not UTF-8. */
    public static boolean hasRawBytes(String text) {
        return text.chars().anyMatch(FileName::isRawByte);
    }

    /** Whether a char stands for a byte that is not UTF-8. */
    public static boolean isRawByte(int character) {
        return character >= LONE + 0x80 && character <= LONE + 0xff;
    }

    /** The bytes that a text stands for. */
    public static byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean lowOfPair = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
            if (isRawByte(text.charAt(i)) && !lowOfPair) {
                bytes.writeBytes(text.substring(start, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(text.charAt(i) - LONE);
                start = i + 1;
            }
        }
        bytes.writeBytes(text.substring(start).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** The text that stands for bytes. */
    public static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isUnderflow()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (LONE + (in.get() & 0xff)));
            }
        }
    }

    private static String workingFolder() {
        String folder = decode(rawBytes(Path.of("").toAbsolutePath()));
        return folder.endsWith("/") ? folder : folder + "/";
    }

    private static byte[] rawBytes(Path path) {
        String raw = path.toAbsolutePath().toUri().getRawPath();
        if (raw.length() > 1 && raw.endsWith("/")) {
            raw = raw.substring(0, raw.length() - 1); // a URI marks a folder so; a path does not
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String percentEncoded(byte[] bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length * 3);
        HexFormat hex = HexFormat.of().withUpperCase();
        for (byte b : bytes) {
            boolean plain = b == '/' || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(hex.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static List<String> commandLine() {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(COMMAND_LINE);
        } catch (IOException e) {
            return List.of();
        }
        List<String> arguments = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                arguments.add(decode(Arrays.copyOfRange(bytes, start, i)));
                start = i + 1;
            }
        }
        return arguments;
    }
}

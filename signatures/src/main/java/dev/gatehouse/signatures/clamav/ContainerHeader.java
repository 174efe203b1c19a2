package dev.gatehouse.signatures.clamav;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The first 512 bytes of a {@code .cvd} or {@code .cld}: {@code ClamAV-VDB:time:version:signatures:level:md5:...},
 * filled up with blanks.
 *
 * @param version the database's version
 * @param level the functionality level that its makers recommend
 * @param md5 the digest of all that follows, in lower-case hexadecimal digits
 */
record ContainerHeader(long version, long level, String md5) {

    static final int SIZE = 512;

    private static final byte[] MAGIC = "ClamAV-VDB:".getBytes(StandardCharsets.ISO_8859_1);
    private static final int VERSION = 2;
    private static final int LEVEL = 4;
    private static final int MD5 = 5;

    /** The header in these bytes, or nothing when they are none. */
    static Optional<ContainerHeader> parse(byte[] bytes) {
        if (bytes.length < SIZE || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Optional.empty();
        }
        String[] fields = new String(bytes, 0, SIZE, StandardCharsets.ISO_8859_1).split(":", -1);
        if (fields.length <= MD5 || !isNumber(fields[VERSION]) || !isNumber(fields[LEVEL])) {
            return Optional.empty();
        }
        return Optional.of(new ContainerHeader(
                Long.parseLong(fields[VERSION]),
                Long.parseLong(fields[LEVEL]),
                fields[MD5].strip().toLowerCase(Locale.ROOT)));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

package dev.gatehouse.benchmarks.database;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes lines of {@code .hdb}, {@code .hsb} and {@code .mdb} files: random digests with sizes as files have them. */
final class DigestGenerator {

    private final RandomGenerator random;
    private final byte[] md5 = new byte[16];
    private final byte[] sha256 = new byte[32];
    private long number;

    DigestGenerator(RandomGenerator random) {
        this.random = random;
    }

    /** {@code MD5:Size:Name}. */
    String wholeMd5() {
        random.nextBytes(md5);
        return HexFormat.of().formatHex(md5) + ":" + size() + ":" + name();
    }

    /** {@code SHA256:Size:Name}. */
    String wholeSha256() {
        random.nextBytes(sha256);
        return HexFormat.of().formatHex(sha256) + ":" + size() + ":" + name();
    }

    /** {@code SectionSize:MD5:Name}. Sections are aligned. */
    String section() {
        random.nextBytes(md5);
        long aligned = Math.max(512, size() & -512);
        return aligned + ":" + HexFormat.of().formatHex(md5) + ":" + name();
    }

    /** From 1 KiB to 16 MiB, each power of two as often as the next. */
    private long size() {
        return (long) Math.pow(2, 10 + 14 * random.nextDouble());
    }

    private String name() {
        number++;
        return "Win.Malware.Bench-" + number + "-1";
    }
}

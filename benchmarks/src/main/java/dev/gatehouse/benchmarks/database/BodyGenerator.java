package dev.gatehouse.benchmarks.database;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes lines of an {@code .ndb} file, {@code Name:Target:Offset:Pattern}. The shares of targets, offsets, lengths and
 * wildcards are those that one sees in public databases, by and large; no text of any of them is in here.
 */
final class BodyGenerator {

    private static final HexFormat HEX = HexFormat.of();
    /** One byte in so many of a piece of an ordinary file is altered. */
    private static final int ALTERED = 8;

    private static final int MIN_DISTINCT = 8;

    private final Material material;
    private final RandomGenerator random;
    private long number;

    BodyGenerator(Material material, RandomGenerator random) {
        this.material = material;
        this.random = random;
    }

    private enum Shape {
        PE(1, "Win.Trojan", Material.Kind.PE, 60),
        ANY(0, "Multi.Malware", Material.Kind.ELF, 20),
        HTML(3, "Html.Phishing", Material.Kind.HTML, 8),
        ELF(6, "Unix.Malware", Material.Kind.ELF, 7),
        TEXT(7, "Txt.Downloader", Material.Kind.TEXT, 5);

        private final int target;
        private final String family;
        private final Material.Kind kind;
        private final int percent;

        Shape(int target, String family, Material.Kind kind, int percent) {
            this.target = target;
            this.family = family;
            this.kind = kind;
            this.percent = percent;
        }

        boolean isProgram() {
            return this == PE || this == ELF;
        }

        /** Engines lower the case of such files before they match. */
        boolean isLowerCase() {
            return this == HTML || this == TEXT;
        }
    }

    /** The next line. */
    String next() {
        Shape shape = shape();
        byte[] bytes = bytes(shape);
        number++;
        return "%s.Bench-%d-0:%d:%s:%s".formatted(shape.family, number, shape.target, offset(shape), pattern(bytes));
    }

    /** The next bytes of a pattern without wildcards, for engines that know nothing else. */
    byte[] nextLiteral() {
        return bytes(shape());
    }

    private Shape shape() {
        int dice = random.nextInt(100);
        for (Shape shape : Shape.values()) {
            dice -= shape.percent;
            if (dice < 0) {
                return shape;
            }
        }
        return Shape.ANY;
    }

    private byte[] bytes(Shape shape) {
        while (true) {
            int length = length();
            boolean invented = !shape.isLowerCase() && random.nextInt(10) < 3;
            byte[] bytes = invented ? CodeBytes.next(length, random) : altered(shape, length);
            if (isVaried(bytes)) {
                return bytes;
            }
        }
    }

    /** Short ones are common, long ones are not. */
    private int length() {
        int dice = random.nextInt(100);
        if (dice < 60) {
            return 20 + random.nextInt(45);
        }
        return dice < 90 ? 65 + random.nextInt(64) : 129 + random.nextInt(72);
    }

    private byte[] altered(Shape shape, int length) {
        byte[] slice = material.slice(shape.kind, length, random);
        for (int i = random.nextInt(ALTERED); i < length; i += 1 + random.nextInt(2 * ALTERED - 1)) {
            slice[i] = (byte) (shape.isLowerCase() ? 'a' + random.nextInt(26) : random.nextInt(256));
        }
        if (shape.isLowerCase()) {
            String text = new String(slice, StandardCharsets.ISO_8859_1).replaceAll("[^\\x21-\\x7e]+", " ");
            slice = text.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
        }
        return slice;
    }

    /** Nobody writes a signature of zeros: it would match everywhere. */
    private static boolean isVaried(byte[] bytes) {
        boolean[] seen = new boolean[256];
        int distinct = 0;
        int repeated = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (!seen[bytes[i] & 0xff]) {
                seen[bytes[i] & 0xff] = true;
                distinct++;
            }
            repeated += i > 0 && bytes[i] == bytes[i - 1] ? 1 : 0;
        }
        return bytes.length >= 20
                && distinct >= Math.max(MIN_DISTINCT, bytes.length / 6)
                && repeated * 3 < bytes.length;
    }

    private String offset(Shape shape) {
        int dice = random.nextInt(100);
        if (dice < 70) {
            return "*";
        }
        if (dice < 85) {
            return shape.isProgram() ? "EP+" + random.nextInt(512) + maximum() : "*";
        }
        if (dice < 92) {
            return random.nextInt(1 << 16) + maximum();
        }
        if (dice < 96) {
            return "EOF-" + (200 + random.nextInt(1 << 14)) + maximum();
        }
        return shape == Shape.PE ? "S" + random.nextInt(5) + "+" + random.nextInt(1 << 12) : "*";
    }

    private String maximum() {
        return random.nextInt(3) == 0 ? "," + (1 + random.nextInt(1024)) : "";
    }

    /** About one pattern in seven is more than bytes. */
    private String pattern(byte[] bytes) {
        return random.nextInt(100) < 15 ? wild(bytes) : HEX.formatHex(bytes);
    }

    private String wild(byte[] bytes) {
        StringBuilder pattern = new StringBuilder();
        int at = 0;
        while (bytes.length - at >= 24) {
            int run = 8 + random.nextInt(Math.min(40, bytes.length - at - 16));
            pattern.append(HEX.formatHex(bytes, at, at + run));
            at += run;
            at += appendWildcard(pattern, bytes, at);
        }
        return pattern.append(HEX.formatHex(bytes, at, bytes.length)).toString();
    }

    /** Appends something that is not a byte; tells how many bytes it stands for. */
    private int appendWildcard(StringBuilder pattern, byte[] bytes, int at) {
        String hex = HEX.toHexDigits(bytes[at]);
        String other = HEX.toHexDigits((byte) (bytes[at] + 1 + random.nextInt(255)));
        Optional<String> gap = switch (random.nextInt(10)) {
            case 0 -> Optional.of("*");
            case 1, 2 -> Optional.of("{%d-%d}".formatted(random.nextInt(8), 8 + random.nextInt(120)));
            case 3 -> Optional.of("{-%d}".formatted(1 + random.nextInt(64)));
            case 4 -> Optional.of("{%d}".formatted(1 + random.nextInt(32)));
            default -> Optional.empty();
        };
        if (gap.isPresent()) {
            pattern.append(gap.get());
            return 0;
        }
        pattern.append(
                switch (random.nextInt(6)) {
                    case 0 -> hex.charAt(0) + "?";
                    case 1 -> "?" + hex.charAt(1);
                    case 2 -> "(" + hex + "|" + other + ")";
                    default -> "??";
                });
        return 1;
    }
}

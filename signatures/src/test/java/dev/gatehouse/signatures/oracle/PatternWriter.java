package dev.gatehouse.signatures.oracle;

import java.util.HexFormat;
import java.util.Random;

/**
 * Writes patterns in ClamAV's language that fit a given place of a given file, or nearly: with every kind of wildcard,
 * gap, alternative, border and anchored byte.
 */
final class PatternWriter {

    private final Random random;
    private final byte[] file;
    private final boolean withVaryingLengths;
    private final StringBuilder text = new StringBuilder();
    private int at;

    PatternWriter(Random random, byte[] file, boolean withVaryingLengths) {
        this.random = random;
        this.file = file;
        this.withVaryingLengths = withVaryingLengths;
    }

    /** A pattern whose first byte, an anchored one not counted, is at the given place. */
    String write(int place) {
        at = place;
        text.setLength(0);
        int pieces = 1 + Math.max(0, random.nextInt(5) - 2);
        for (int i = 0; i < pieces; i++) {
            if (i > 0 && !gap()) {
                break;
            }
            piece();
        }
        if (random.nextInt(10) < 3) {
            spoil();
        }
        return text.toString();
    }

    private boolean gap() {
        int room = file.length - at - 24;
        if (room < 1) {
            return false;
        }
        int size = random.nextInt(Math.min(room, random.nextInt(4) == 0 ? 400 : 40));
        int slip = random.nextInt(5) == 0 ? 1 : 0;
        switch (random.nextInt(6)) {
            case 0 -> text.append('*');
            case 1 -> text.append('{').append(size + slip).append('}');
            case 2 -> text.append('{').append(size + slip).append("-}");
            case 3 -> text.append("{-").append(Math.max(0, size - slip)).append('}');
            case 4 ->
                text.append('{')
                        .append(Math.max(0, size - random.nextInt(4)) + slip)
                        .append('-')
                        .append(size + random.nextInt(4))
                        .append('}');
            default ->
                text.append('{').append(size).append('-').append(size + slip).append('}');
        }
        at += size;
        return true;
    }

    private void piece() {
        boolean anchored = random.nextInt(6) == 0;
        if (anchored && random.nextBoolean() && at > 6) {
            int distance = random.nextInt(Math.min(at, 33));
            int slip = random.nextInt(4) == 0 ? 1 : 0;
            text.append(hex(at - 1 - distance)).append(range(distance + slip));
            anchored = false;
        } else if (random.nextInt(6) == 0) {
            text.append(border());
        }
        int parts = 1 + random.nextInt(4);
        int anchor = random.nextInt(parts);
        for (int i = 0; i < parts; i++) {
            if (i == anchor) {
                fixed(2 + random.nextInt(5));
            }
            if (parts > 1) {
                part();
            }
        }
        fixed(1);
        int lineEnd = random.nextBoolean() ? lineEndAhead() : -1;
        if (lineEnd >= 0) {
            fixed(lineEnd - at);
            text.append("(L)");
        } else if (random.nextInt(6) == 0) {
            text.append(random.nextInt(3) == 0 ? "!" : "").append(border());
        } else if (anchored) {
            int distance = random.nextInt(33);
            if (at + distance < file.length) {
                text.append(range(Math.max(0, distance - (random.nextInt(4) == 0 ? 1 : 0))))
                        .append(hex(at + distance));
            }
        }
    }

    /** Where a line ends within the next bytes; -1 when none does. */
    private int lineEndAhead() {
        for (int i = at; i < Math.min(file.length, at + 12); i++) {
            if (file[i] == '\n') {
                return i > at && file[i - 1] == '\r' ? i - 1 : i;
            }
        }
        return -1;
    }

    private String border() {
        return "(" + "BLW".charAt(random.nextInt(3)) + ")";
    }

    private String range(int distance) {
        int bounded = Math.min(32, distance);
        return random.nextBoolean()
                ? "[" + bounded + "]"
                : "[" + Math.max(0, bounded - random.nextInt(3)) + "-" + Math.min(32, bounded + random.nextInt(3))
                        + "]";
    }

    private void fixed(int count) {
        for (int i = 0; i < count && at < file.length; i++) {
            text.append(hex(at));
            at++;
        }
    }

    private void part() {
        if (at + 6 > file.length) {
            return;
        }
        switch (random.nextInt(11)) {
            case 0 -> {
                text.append("??");
                at++;
            }
            case 1 -> {
                text.append(hex(at).charAt(0)).append('?');
                at++;
            }
            case 2 -> {
                text.append('?').append(hex(at).charAt(1));
                at++;
            }
            case 3 -> {
                int count = 1 + random.nextInt(4);
                text.append('{').append(count).append('}');
                at += count;
            }
            case 4 -> alternatives(1);
            case 5 -> alternatives(2 + random.nextInt(2));
            case 6 -> negated(1);
            case 7 -> negated(2);
            case 8 -> nested();
            case 9 -> {
                text.append(random.nextBoolean() ? "(W)" : random.nextBoolean() ? "!(W)" : "(B)");
                at++;
            }
            default -> {
                if (withVaryingLengths) {
                    varying();
                } else {
                    fixed(1);
                }
            }
        }
    }

    private void alternatives(int length) {
        text.append('(');
        int right = random.nextInt(3);
        for (int i = 0; i < 3; i++) {
            text.append(i > 0 ? "|" : "").append(i == right ? hex(at, length) : randomHex(length));
        }
        text.append(')');
        at += length;
    }

    private void negated(int length) {
        boolean hit = random.nextInt(4) == 0;
        text.append("!(").append(hit ? hex(at, length) : randomHex(length)).append('|');
        text.append(randomHex(length)).append(')');
        at += length;
    }

    private void nested() {
        text.append('(')
                .append(randomHex(2))
                .append('|')
                .append(hex(at))
                .append('(')
                .append(randomHex(1))
                .append('|')
                .append(hex(at + 1))
                .append("))");
        at += 2;
    }

    private void varying() {
        int length = 1 + random.nextInt(3);
        text.append('(')
                .append(randomHex(length == 2 ? 3 : 2))
                .append('|')
                .append(hex(at, length))
                .append('|')
                .append(randomHex(1))
                .append("?")
                .append(randomHex(1), 0, 1)
                .append(')');
        at += length;
    }

    /** Changes one digit. */
    private void spoil() {
        for (int tries = 0; tries < 20; tries++) {
            int place = random.nextInt(text.length());
            if (isDigitOfByte(place)) {
                text.setCharAt(place, Character.forDigit(random.nextInt(16), 16));
                return;
            }
        }
    }

    private boolean isDigitOfByte(int place) {
        if (Character.digit(text.charAt(place), 16) < 0 || text.charAt(place) == 'B') {
            return false;
        }
        for (int i = place; i >= 0; i--) {
            char character = text.charAt(i);
            if (character == '{' || character == '[') {
                return false;
            }
            if (character == '}' || character == ']') {
                return true;
            }
        }
        return true;
    }

    private String hex(int place) {
        return hex(place, 1);
    }

    private String hex(int place, int length) {
        return HexFormat.of().formatHex(file, place, Math.min(file.length, place + length));
    }

    private String randomHex(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

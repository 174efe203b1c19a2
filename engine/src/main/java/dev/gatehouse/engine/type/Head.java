package dev.gatehouse.engine.type;

import dev.gatehouse.engine.content.Content;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a content, which decide most types. Numbers past its end are -1, which no rule expects, so that
 * rules need no bounds checks of their own.
 */
final class Head {

    /** How many bytes are read at most. */
    static final int BYTES = 4096;

    private final Content content;
    private final byte[] bytes;
    private final int length;
    private @Nullable Map<ArchiveHeader, Long> archives;

    private Head(Content content, byte[] bytes, int length) {
        this.content = content;
        this.bytes = bytes;
        this.length = length;
    }

    static Head of(Content content) throws IOException {
        byte[] bytes = new byte[(int) Math.min(BYTES, content.size())];
        return new Head(content, bytes, content.read(0, bytes, 0, bytes.length));
    }

    /** The content itself, for rules that must look further. */
    Content content() {
        return content;
    }

    /** The content's size in bytes. */
    long size() {
        return content.size();
    }

    /** The bytes of the head; {@link #length} of them are valid. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Where archives begin, at the first byte or behind a program; searched once. */
    Map<ArchiveHeader, Long> archives() throws IOException {
        Map<ArchiveHeader, Long> known = archives;
        if (known == null) {
            known = ArchiveStart.search(this);
            archives = known;
        }
        return known;
    }

    /** Whether an archive of this kind begins at the first byte or behind a program. */
    boolean holds(ArchiveHeader header) throws IOException {
        return archives().containsKey(header);
    }

    int u8(int at) {
        return at >= 0 && at < length ? bytes[at] & 0xff : -1;
    }

    int u16le(int at) {
        return at >= 0 && at + 2 <= length ? (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 : -1;
    }

    int u16be(int at) {
        return at >= 0 && at + 2 <= length ? (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff) : -1;
    }

    long u32le(int at) {
        return at >= 0 && at + 4 <= length ? u16le(at) | (long) u16le(at + 2) << 16 : -1;
    }

    long u32be(int at) {
        return at >= 0 && at + 4 <= length ? (long) u16be(at) << 16 | u16be(at + 2) : -1;
    }

    /** Whether these bytes, given as characters below 256, stand there. */
    boolean has(int at, String wanted) {
        if (at < 0 || at + wanted.length() > length) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if ((bytes[at + i] & 0xff) != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether this lower case text stands there in whatever case. */
    boolean hasAnyCase(int at, String lowerCase) {
        if (at < 0 || at + lowerCase.length() > length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            int value = bytes[at + i];
            int lower = value >= 'A' && value <= 'Z' ? value + 32 : value;
            if (lower != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where the text first stands, beginning within so many bytes; -1 if it does not. */
    int find(String wanted, int within) {
        int end = Math.min(within, length - wanted.length() + 1);
        char first = wanted.charAt(0);
        for (int at = 0; at < end; at++) {
            if (bytes[at] == first && has(at, wanted)) {
                return at;
            }
        }
        return -1;
    }
}

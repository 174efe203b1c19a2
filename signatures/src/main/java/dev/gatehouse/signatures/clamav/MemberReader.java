package dev.gatehouse.signatures.clamav;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The files of the plain tar that a container has in it: headers of 512 bytes with name, size and kind, each followed by
 * its file, filled up to 512. ClamAV's databases have no long names, links or sparse files, and neither does ClamAV
 * read them; members that are no files are passed over.
 *
 * <p>The stream is that of the current member, and at its end when the member is.
 */
final class MemberReader extends InputStream {

    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_OFFSET = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int CHECKSUM_OFFSET = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int KIND_OFFSET = 156;

    private final InputStream archive;
    private final byte[] header = new byte[BLOCK];
    private long left;
    private int padding;
    private String name = "";
    private boolean sawMember;

    MemberReader(InputStream archive) {
        this.archive = archive;
    }

    /** Goes to the next file; false when there is none. */
    boolean next() throws IOException {
        while (true) {
            skip(left + padding, "a member ends before its time");
            left = 0;
            padding = 0;
            int count = archive.readNBytes(header, 0, BLOCK);
            if (count == 0 || (count == BLOCK && isZero())) {
                if (!sawMember) {
                    throw new DamagedContainerException("there is nothing in it");
                }
                return false;
            }
            if (count < BLOCK) {
                throw new DamagedContainerException("a member's header is cut off");
            }
            if (number(CHECKSUM_OFFSET, CHECKSUM_LENGTH) != checksum()) {
                throw new DamagedContainerException("a member's header is not as it was written");
            }
            sawMember = true;
            left = number(SIZE_OFFSET, SIZE_LENGTH);
            padding = (int) (-left & (BLOCK - 1));
            name = headerName();
            if (header[KIND_OFFSET] == '0' || header[KIND_OFFSET] == 0) {
                return true;
            }
        }
    }

    /** A block of zeros ends a tar; where it is missing the last member does. */
    private boolean isZero() {
        for (byte value : header) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private void skip(long count, String complaint) throws IOException {
        try {
            archive.skipNBytes(count);
        } catch (EOFException e) {
            throw new DamagedContainerException(complaint);
        }
    }

    /** A number in octal digits, with blanks before it, up to the first character that is no digit. */
    private long number(int offset, int length) throws DamagedContainerException {
        long number = 0;
        boolean digits = false;
        for (int i = offset; i < offset + length; i++) {
            int digit = header[i] - '0';
            if (digit >= 0 && digit < 8) {
                number = number << 3 | digit;
                digits = true;
            } else if (digits || header[i] != ' ') {
                break;
            }
        }
        if (!digits) {
            throw new DamagedContainerException("a number in a member's header is not octal");
        }
        return number;
    }

    /** The sum of the header's bytes, those of the sum itself counted as blanks; POSIX.1-1988, ustar. */
    private long checksum() {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= CHECKSUM_OFFSET && i < CHECKSUM_OFFSET + CHECKSUM_LENGTH;
            sum += own ? ' ' : header[i] & 0xff;
        }
        return sum;
    }

    private String headerName() {
        int length = 0;
        while (length < NAME_LENGTH && header[length] != 0) {
            length++;
        }
        return new String(header, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** The current member's name. */
    String name() {
        return name;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = archive.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new DamagedContainerException("a member ends before its time");
        }
        left -= count;
        return count;
    }
}

package dev.gatehouse.signatures.clamav;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A {@code .cvd} or {@code .cld}: a header, then a tar, as it is or in gzip. A {@code .cvd}'s header has the tar's MD5,
 * which is checked here, and a signature over that MD5, which is not: it is RSA over MD5, and no proof of anything today.
 */
final class Container {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final DatabaseFile file;

    Container(DatabaseFile file) {
        this.file = file;
    }

    /** Sees a container's members one after the other. */
    @FunctionalInterface
    interface Visitor {
        void visit(String name, InputStream bytes) throws IOException;
    }

    /**
     * Passes every member to the visitor, and reads the container to its end.
     *
     * @throws DamagedContainerException if it cannot be read on
     */
    Reading read(Visitor visitor) throws IOException {
        MessageDigest md5 = md5();
        try (InputStream raw = new BufferedInputStream(file.bytes().open(), BUFFER)) {
            ContainerHeader header = ContainerHeader.parse(raw.readNBytes(ContainerHeader.SIZE))
                    .orElseThrow(() -> new DamagedContainerException("this is not the header of a ClamAV database"));
            BufferedInputStream hashed = new BufferedInputStream(new DigestInputStream(raw, md5), BUFFER);
            InputStream tar = isGzip(hashed) ? new GZIPInputStream(hashed, BUFFER) : hashed;
            MemberReader members = new MemberReader(tar);
            while (members.next()) {
                visitor.visit(members.name(), members);
            }
            // gzip's own checksum stands at its end
            tar.transferTo(OutputStream.nullOutputStream());
            hashed.transferTo(OutputStream.nullOutputStream());
            return new Reading(header, HexFormat.of().formatHex(md5.digest()));
        } catch (ZipException | EOFException e) {
            throw new DamagedContainerException("its gzip stream is damaged: " + e.getMessage());
        }
    }

    private static boolean isGzip(BufferedInputStream stream) throws IOException {
        stream.mark(2);
        int magic = stream.read() << 8 | stream.read();
        stream.reset();
        return magic == GZIP_MAGIC;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /**
     * What is known of a container once it was read.
     *
     * @param header its header
     * @param md5 the MD5 of what follows the header
     */
    record Reading(ContainerHeader header, String md5) {}
}

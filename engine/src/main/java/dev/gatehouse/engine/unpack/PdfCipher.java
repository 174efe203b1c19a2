package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.ReasonCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts the streams and strings of a PDF that opens without a password: one that only asks its reader not to print.
 * ISO 32000-1, 7.6.2; ISO 32000-2, 7.6.3 for AES-256.
 */
final class PdfCipher {

    /** How streams or strings are encrypted. */
    enum Method {
        NONE,
        RC4,
        AES_128,
        AES_256
    }

    private static final int BLOCK_BYTES = 16;
    private static final byte[] AES_SALT = {'s', 'A', 'l', 'T'};

    private final byte[] key;
    private final Method streams;
    private final Method strings;

    PdfCipher(byte[] key, Method streams, Method strings) {
        this.key = key.clone();
        this.streams = streams;
        this.strings = strings;
    }

    /** A stream's data decrypted. */
    InputStream stream(InputStream data, PdfObject object) throws IOException {
        return decrypt(data, object, streams);
    }

    /** A string's bytes decrypted. */
    byte[] string(byte[] text, PdfObject object) throws IOException {
        return decrypt(new ByteArrayInputStream(text), object, strings).readAllBytes();
    }

    private InputStream decrypt(InputStream data, PdfObject object, Method method) throws IOException {
        try {
            return switch (method) {
                case NONE -> data;
                case RC4 -> new Decrypted(data, rc4(objectKey(object, false)), false);
                case AES_128 -> aes(data, objectKey(object, true));
                case AES_256 -> aes(data, key);
            };
        } catch (GeneralSecurityException e) {
            throw new Fault(ReasonCode.ENCRYPTED, "a stream cannot be decrypted", e);
        }
    }

    private static Cipher rc4(byte[] key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RC4");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "RC4"));
        return cipher;
    }

    private static InputStream aes(InputStream data, byte[] key) throws IOException, GeneralSecurityException {
        byte[] start = data.readNBytes(BLOCK_BYTES);
        if (start.length < BLOCK_BYTES) {
            return InputStream.nullInputStream();
        }
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
        return new Decrypted(data, cipher, true);
    }

    private byte[] objectKey(PdfObject object, boolean aes) throws GeneralSecurityException {
        long number = object.number();
        int generation = object.generation();
        byte[] places = {
            (byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) generation, (byte) (generation >> 8)
        };
        byte[] digest = PdfPassword.md5(key, places, aes ? AES_SALT : new byte[0]);
        return Arrays.copyOf(digest, Math.min(key.length + 5, BLOCK_BYTES));
    }

    /** Decrypts block by block; what is left of a block at the end is dropped, and so is the padding if there is one. */
    private static final class Decrypted extends InputStream {

        private static final int CHUNK_BYTES = 4096;

        private final InputStream data;
        private final Cipher cipher;
        private final boolean padded;
        private final byte[] one = new byte[1];
        private final byte[] chunk = new byte[CHUNK_BYTES];
        private byte[] ready = {};
        private byte[] held = {};
        private int next;
        private boolean ended;

        Decrypted(InputStream data, Cipher cipher, boolean padded) {
            this.data = data;
            this.cipher = cipher;
            this.padded = padded;
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            while (next == ready.length) {
                if (ended) {
                    return -1;
                }
                fill();
            }
            int count = Math.min(length, ready.length - next);
            System.arraycopy(ready, next, target, offset, count);
            next += count;
            return count;
        }

        /** With padding one chunk is held back, as only the end tells what is padding. */
        private void fill() throws IOException {
            int count = data.readNBytes(chunk, 0, chunk.length);
            ended = count < chunk.length;
            byte[] plain = cipher.update(chunk, 0, count);
            plain = plain == null ? new byte[0] : plain;
            next = 0;
            if (!padded) {
                ready = plain;
                return;
            }
            if (!ended) {
                ready = held;
                held = plain;
                return;
            }
            byte[] last = plain.length == 0 ? held : plain;
            int padding = last.length == 0 ? 0 : last[last.length - 1];
            boolean sane = padding > 0 && padding <= BLOCK_BYTES && padding <= last.length;
            byte[] stripped = sane ? Arrays.copyOf(last, last.length - padding) : last;
            ready = plain.length == 0 ? stripped : concat(held, stripped);
        }

        private static byte[] concat(byte[] first, byte[] second) {
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return both;
        }
    }
}

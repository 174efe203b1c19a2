package dev.gatehouse.gateway.icap;

import com.github.luben.zstd.ZstdInputStream;
import dev.gatehouse.engine.content.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/** The content codings of HTTP, RFC 9110 section 8.4.1, RFC 7932 and RFC 8878. */
final class ContentCoding {

    private static final int MAGIC_BYTES = 4;

    private ContentCoding() {}

    /** The codings of a message, in the order in which they were applied. */
    static List<String> names(HttpHead head) {
        return head.fields().items("Content-Encoding").stream()
                .filter(name -> !name.equals("identity"))
                .toList();
    }

    /** Whether the engine opens such bytes by themselves, so that they need not be decoded twice. */
    static boolean seenByBytes(String name, Content content) throws IOException {
        byte[] head = new byte[MAGIC_BYTES];
        int count = content.read(0, head, 0, MAGIC_BYTES);
        return switch (name) {
            case "gzip", "x-gzip" -> count >= 3 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b && head[2] == 8;
            case "zstd" ->
                count == MAGIC_BYTES
                        && head[0] == 0x28
                        && (head[1] & 0xff) == 0xb5
                        && head[2] == 0x2f
                        && (head[3] & 0xff) == 0xfd;
            default -> false;
        };
    }

    /**
     * Decodes one coding.
     *
     * @throws IOException if the coding is not known, or the bytes are not of it
     */
    static InputStream decode(String name, InputStream encoded) throws IOException {
        return switch (name) {
            case "gzip", "x-gzip", "deflate" -> inflated(new BufferedInputStream(encoded));
            case "br" -> new BrotliInputStream(encoded);
            case "zstd" -> new ZstdInputStream(encoded).setContinuous(false);
            default -> throw new IOException("a content coding that is not known");
        };
    }

    /** Clients look at the bytes and not at the name: deflate comes with the wrapping of gzip, of zlib, and with none. */
    private static InputStream inflated(BufferedInputStream encoded) throws IOException {
        encoded.mark(2);
        int first = encoded.read();
        int second = encoded.read();
        encoded.reset();
        if (first == 0x1f && second == 0x8b) {
            return new GZIPInputStream(encoded);
        }
        boolean zlib = (first & 0x0f) == 8 && ((first << 8) | second) % 31 == 0; // RFC 1950 section 2.2
        Inflater inflater = new Inflater(!zlib);
        return new InflaterInputStream(encoded, inflater) {
            @Override
            public void close() throws IOException {
                inflater.end();
                super.close();
            }
        };
    }
}

package dev.gatehouse.signatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.signatures.model.Digest;
import dev.gatehouse.signatures.model.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledDatabaseTest {

    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    Path folder;

    @Test
    void matchesTheSameOnceWrittenAndOpened() throws Exception {
        Random random = new Random(7);
        byte[] input = new byte[100_000];
        random.nextBytes(input);
        SignatureDatabase built = database(random, input, 3000);
        Path file = folder.resolve("test.ghdb");
        built.write(file);
        SignatureDatabase opened = SignatureDatabase.open(file);

        assertThat(SignatureDatabase.isCompiled(file)).isTrue();
        assertThat(opened.size()).isEqualTo(built.size());
        List<Match> expected = match(built, input);
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(match(opened, input)).isEqualTo(expected);
        assertThat(opened.newMatcher().trusts(new Bytes(input))).isTrue();
        assertThat(opened.newMatcher().trusts(new Bytes(new byte[3]))).isFalse();
    }

    @Test
    void refusesAFileWithAnyByteAlteredOrCut() throws Exception {
        Random random = new Random(8);
        Path file = folder.resolve("test.ghdb");
        database(random, new byte[1000], 50).write(file);
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            if (isPadding(good, bad)) {
                continue;
            }
            assertThatThrownBy(() -> SignatureDatabase.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("test.ghdb");
        }
        for (int length = 0; length < good.length; length += 1 + good.length / 50) {
            Files.write(file, java.util.Arrays.copyOf(good, length));
            assertThatThrownBy(() -> SignatureDatabase.open(file)).isInstanceOf(IOException.class);
        }
    }

    /** The bytes between sections are nobody's; a change there changes nothing. */
    private static boolean isPadding(byte[] good, byte[] bad) {
        int at = java.util.Arrays.mismatch(good, bad);
        int sections = good[12] & 0xff;
        if (at < 32 + sections * 32) {
            return false;
        }
        for (int i = 0; i < sections; i++) {
            int entry = 32 + i * 32;
            int start = number(good, entry + 8);
            if (at >= start && at < start + number(good, entry + 16)) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    private static SignatureDatabase database(Random random, byte[] input, int count) throws Exception {
        StringBuilder bodies = new StringBuilder();
        StringBuilder digests = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int length = 8 + random.nextInt(40);
            byte[] pattern = new byte[length];
            random.nextBytes(pattern);
            if (random.nextInt(10) == 0) {
                System.arraycopy(input, random.nextInt(input.length - length), pattern, 0, length);
            }
            bodies.append("Body-")
                    .append(i)
                    .append(":0:*:")
                    .append(HEX.formatHex(pattern))
                    .append('\n');
            byte[] digest = new byte[16];
            random.nextBytes(digest);
            digests.append(HEX.formatHex(digest))
                    .append(':')
                    .append(1 + random.nextInt(100_000))
                    .append(":Digest-")
                    .append(i)
                    .append('\n');
        }
        byte[] whole = MessageDigest.getInstance("MD5").digest(input);
        digests.append(HEX.formatHex(whole)).append(':').append(input.length).append(":Whole\n");
        byte[] sha = MessageDigest.getInstance("SHA-256").digest(input);
        String trusted = HEX.formatHex(sha) + ":" + input.length + ":Known\n";
        SignatureDatabase.Compiler compiler = SignatureDatabase.compiler();
        SourceSummary summary = SignatureSources.text("a.ndb", bodies.toString())
                .and(SignatureSources.text("a.hdb", digests.toString()))
                .and(SignatureSources.text("a.sfp", trusted))
                .read(compiler);
        assertThat(summary.errors()).isZero();
        return compiler.compile();
    }

    private static List<Match> match(SignatureDatabase database, byte[] input) throws IOException {
        Matches matches = database.newMatcher().match(new Bytes(input), true, () -> false);
        assertThat(matches.end()).isEqualTo(Matches.End.COMPLETE);
        return matches.matches();
    }

    private static final class Bytes implements Specimen {

        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public Set<Target> targets() {
            return EnumSet.noneOf(Target.class);
        }

        @Override
        public byte[] digest(Digest.Algorithm algorithm) {
            try {
                return MessageDigest.getInstance(algorithm.jcaName()).digest(bytes);
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) {
            int count = (int) Math.max(0, Math.min(length, bytes.length - position));
            System.arraycopy(bytes, (int) Math.min(position, bytes.length), target, offset, count);
            return count;
        }
    }
}

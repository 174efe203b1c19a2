package dev.gatehouse.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.benchmarks.corpus.FileClass;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetterTest {

    @TempDir
    static Path folder;

    /** A corpus of one file a class, which deflates to about a third as text does. */
    static Path corpus(Path parent) throws IOException {
        Path corpus = parent.resolve("corpus");
        StringBuilder manifest = new StringBuilder();
        Random random = new Random(1);
        for (FileClass kind : FileClass.values()) {
            byte[] bytes = new byte[60_000];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(12) == 0 ? '\n' : 'a' + random.nextInt(6));
            }
            Files.createDirectories(corpus.resolve(kind.folder()));
            Files.write(corpus.resolve(kind.folder()).resolve("file"), bytes);
            manifest.append("0\t")
                    .append(bytes.length)
                    .append('\t')
                    .append(kind.folder())
                    .append("/file\n");
        }
        Files.writeString(corpus.resolve("manifest.tsv"), manifest);
        return corpus;
    }

    @Test
    void isTheSameForTheSameNumberAndAnotherForAnother() throws IOException {
        Path corpus = corpus(folder);
        Letter letter = new Letter(Scissors.of(corpus));

        assertThat(letter.bytes(7, 20_000)).isEqualTo(new Letter(Scissors.of(corpus)).bytes(7, 20_000));
        assertThat(letter.bytes(8, 20_000)).isNotEqualTo(letter.bytes(7, 20_000));
    }

    @Test
    void hasAboutTheSizeThatIsAskedFor() throws IOException {
        Letter letter = new Letter(Scissors.of(corpus(folder)));

        for (int size : new int[] {20_000, 300_000}) {
            for (int number = 0; number < 10; number++) {
                assertThat(letter.bytes(number, size).length).isBetween(size * 6 / 10, size * 2);
            }
        }
    }

    @Test
    void attachesAZipThatCanBeRead() throws IOException {
        byte[] zip = Attachment.zipOf("offer.com", "content".getBytes(StandardCharsets.US_ASCII));

        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            assertThat(in.getNextEntry()).extracting(ZipEntry::getName).isEqualTo("offer.com");
            assertThat(in.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("content");
        }
    }
}

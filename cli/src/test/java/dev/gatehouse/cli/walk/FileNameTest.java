package dev.gatehouse.cli.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNameTest {

    @TempDir
    private Path folder;

    @Test
    void anAsciiNameIsItself() {
        assertThat(FileName.text(Path.of("a/b c"))).isEqualTo("a/b c");
    }

    @Test
    void aRelativeNameStaysRelative() {
        assertThat(FileName.text(FileName.path("./caf\u00e9"))).endsWith("caf\u00e9");
    }

    @Test
    void aNameThatIsNotUtf8LeadsBackToItsFile() throws IOException {
        String text = folder + "/" + FileName.decode(new byte[] {'a', (byte) 0xff, (byte) 0xc3});
        Files.writeString(FileName.path(text), "x");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            assertThat(files).allSatisfy(file -> {
                assertThat(FileName.text(file)).isEqualTo(text);
                assertThat(FileName.path(FileName.text(file))).isEqualTo(file).hasContent("x");
            });
        }
        assertThat(FileName.hasRawBytes(text)).isTrue();
    }

    @Test
    void namesThatDifferInOneBrokenByteDiffer() {
        assertThat(FileName.decode(new byte[] {(byte) 0xfe})).isNotEqualTo(FileName.decode(new byte[] {(byte) 0xff}));
    }

    @Test
    void aFolderHasNoSlashAtItsEnd() throws IOException {
        Path inner = Files.createDirectory(FileName.path(folder + "/\u00e9"));
        assertThat(FileName.text(inner)).isEqualTo(folder + "/\u00e9");
    }

    @Property
    void everyNameHasATextThatLeadsBackToItsBytes(@ForAll @Size(max = 40) byte[] bytes) {
        assertThat(FileName.encode(FileName.decode(bytes))).isEqualTo(bytes);
    }

    @Test
    void argumentsInAsciiAreTakenAsTheyCome() {
        assertThat(FileName.arguments(new String[] {"scan", "x"})).containsExactly("scan", "x");
    }
}

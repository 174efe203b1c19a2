package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.type.ContentTypes;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The harmless program of Debian's clamav-testfiles comes out of every container of theirs that we open. */
final class DebianTestFilesTest {

    /** clam_cache_emax.tgz nests about twenty deep. */
    private static final int MOST_DEPTH = 32;

    private static final Path FOLDER = Path.of("/usr/share/clamav-testfiles");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clam.zip",
                "clam.7z",
                "clam.arj",
                "clam.bin-be.cpio",
                "clam.bin-le.cpio",
                "clam.bz2.zip",
                "clam.d64.zip",
                "clam.exe.bz2",
                "clam.impl.zip",
                "clam.newc.cpio",
                "clam.odc.cpio",
                "clam.tar.gz",
                "clam_cache_emax.tgz"
            })
    void holdsTheTestProgram(String name) throws IOException {
        byte[] program = Files.readAllBytes(FOLDER.resolve("clam.exe"));
        assertThat(holds(Files.readAllBytes(FOLDER.resolve(name)), program, 0))
                .as(name)
                .isTrue();
    }

    private static boolean holds(byte[] archive, byte[] wanted, int depth) throws IOException {
        if (Arrays.equals(archive, wanted)) {
            return true;
        }
        Content content = new MemoryContent(archive, archive.length);
        for (ContentType type : new ContentTypes().detect(content)) {
            if (depth < MOST_DEPTH && Unpackers.standard().types().contains(type)) {
                for (RecordingSink.Part part : RecordingSink.unpack(type, archive).parts) {
                    if (holds(part.bytes(), wanted, depth + 1)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}

package dev.gatehouse.engine;

import static dev.gatehouse.engine.PlayedBackend.CLEAN;
import static dev.gatehouse.engine.ScannerTest.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FileSubjectTest {

    private static final byte[] BOX = Boxes.box()
            .member("a", Boxes.text("one"))
            .stored("b", Boxes.text("two!"))
            .bytes();

    @TempDir
    Path folder;

    private final List<Optional<Path>> shown = new ArrayList<>();
    private final PlayedBackend asking = PlayedBackend.matching();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        asking.answer = (subject, _) -> {
            shown.add(subject.file());
            return CLEAN;
        };
        file = Files.write(folder.resolve("file"), BOX);
        FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
        while (Instant.now().isBefore(changed.toInstant().plusMillis(30))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void onlyTheFileItselfIsOnDisk() {
        assertThat(rig().scanner.scan(file).verdict()).isEqualTo(new Verdict.Clean());

        assertThat(shown).containsExactly(Optional.of(file.toAbsolutePath()), Optional.empty(), Optional.empty());
    }

    @Test
    void contentOfOtherOriginIsNotOnDisk() {
        rig().scanner.scan("file", new MemoryContent(BOX, BOX.length), Deadline.none());

        assertThat(shown).containsOnly(Optional.empty());
    }

    @Test
    void aFileThatIsReplacedWhileABackendHasItsPathIsNotClean() {
        asking.answer = (subject, _) -> {
            if (subject.file().isPresent()) {
                try {
                    Files.delete(file);
                    Files.writeString(file, "something harmless");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return CLEAN;
        };

        assertThat(reasonsOf(rig().scanner.scan(file))).containsExactly(ReasonCode.CHANGED_DURING_SCAN);
    }

    @Test
    void whatABackendSaidOfAPathIsNotSaidOfTheSameBytesElsewhere() throws IOException {
        Rig rig = rig();
        rig.scanner.scan(file);
        Path copy = Files.copy(file, folder.resolve("copy"));

        assertThat(rig.scanner.scan(copy).root().cached()).isFalse();
    }

    private Rig rig() {
        return new Rig(List.of(
                Seat.of("asking", Role.PRIMARY, asking), Seat.of("other", Role.SECOND, PlayedBackend.matching())));
    }
}

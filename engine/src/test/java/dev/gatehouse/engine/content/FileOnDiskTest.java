package dev.gatehouse.engine.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FileOnDiskTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeAFileAndLetItSettle() throws IOException {
        file = Files.writeString(folder.resolve("file"), "content");
        settle(file);
    }

    @Test
    void showsThePathOfAFileThatStaysAsItIs() {
        FileOnDisk onDisk = FileOnDisk.before(file).orElseThrow();

        assertThat(onDisk.path(7)).contains(file.toAbsolutePath());
        assertThat(onDisk.changed()).isFalse();
    }

    @Test
    void doesNotShowAFileThatWasWrittenSince() throws IOException {
        FileOnDisk onDisk = FileOnDisk.before(file).orElseThrow();
        FileTime modified = Files.getLastModifiedTime(file);

        Files.writeString(file, "CONTENT");
        Files.setLastModifiedTime(file, modified);

        assertThat(onDisk.path(7)).isEmpty();
    }

    @Test
    void seesThatAFileWasReplacedAfterItWasShown() throws IOException {
        FileOnDisk onDisk = FileOnDisk.before(file).orElseThrow();
        assertThat(onDisk.path(7)).isPresent();

        Files.move(Files.writeString(folder.resolve("other"), "another"), file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(onDisk.changed()).isTrue();
    }

    @Test
    void seesThatAFileIsGone() throws IOException {
        FileOnDisk onDisk = FileOnDisk.before(file).orElseThrow();
        assertThat(onDisk.path(7)).isPresent();

        Files.delete(file);

        assertThat(onDisk.changed()).isTrue();
    }

    @Test
    void doesNotShowAFileOfAnotherSizeThanWasRead() {
        assertThat(FileOnDisk.before(file).orElseThrow().path(6)).isEmpty();
    }

    @Test
    void aFileThatWasNeverShownHasNotChangedForAnybody() throws IOException {
        FileOnDisk onDisk = FileOnDisk.before(file).orElseThrow();
        Files.delete(file);

        assertThat(onDisk.changed()).isFalse();
    }

    @Test
    void knowsNothingOfFoldersAndOfWhatIsNotThere() {
        assertThat(FileOnDisk.before(folder)).isEmpty();
        assertThat(FileOnDisk.before(folder.resolve("missing"))).isEmpty();
    }

    /** Until the kernel's clock has moved on far enough. */
    private static void settle(Path file) throws IOException {
        FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
        while (Instant.now().isBefore(changed.toInstant().plusMillis(30))) {
            Thread.onSpinWait();
        }
    }
}

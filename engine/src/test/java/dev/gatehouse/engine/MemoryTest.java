package dev.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is resident does not grow with what is scanned, seen from outside the process. */
class MemoryTest {

    private static final long HALF_GIBIBYTE = 512L << 20;

    @TempDir
    Path folder;

    @Test
    void aLargeFileIsScannedInASmallHeap() throws IOException, InterruptedException {
        Path file = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.seek(HALF_GIBIBYTE - 13);
            sparse.write("needle:Evil  ".getBytes(StandardCharsets.US_ASCII));
        }

        List<String> lines = run("", "-Xmx64m", "file", file.toString());

        assertThat(lines.getFirst()).isEqualTo(HALF_GIBIBYTE + " 1 [Evil] []");
        assertThat(residentKib(lines)).isLessThan(200 << 10);
    }

    @Test
    void aLargePartIsSpilledAndScannedInASmallHeap() throws IOException, InterruptedException {
        List<String> lines = run("", "-Xmx64m", "flood", "");

        assertThat(lines.getFirst()).isEqualTo((HALF_GIBIBYTE + 9) + " 2 [] [LIMIT_PART_BYTES]");
        assertThat(residentKib(lines)).isLessThan(200 << 10);
    }

    @Test
    void oneLargeReadTakesLittleMemoryBesidesItsTarget() throws IOException, InterruptedException {
        Path file = folder.resolve("large");
        Files.write(file, new byte[24 << 20]);

        List<String> lines = run("", "-Xmx64m", "-XX:MaxDirectMemorySize=512k", "read", file.toString());

        assertThat(lines.getFirst()).isEqualTo(Integer.toString(24 << 20));
    }

    @Test
    void aFullDiskIsAReasonAndWhatFoundRoomIsScanned() throws IOException, InterruptedException {
        List<String> lines = run("ulimit -f 4096 && ", "-Xmx64m", "noise", "");

        assertThat(lines.getFirst()).isEqualTo(((4096 << 10) + 9) + " 2 [] [NO_SPACE]");
    }

    /** Runs {@link TightScans} after a shell's own words; its last two arguments are what to do and with which file. */
    private List<String> run(String before, String... arguments) throws IOException, InterruptedException {
        List<String> java = new ArrayList<>();
        java.add(System.getProperty("java.home") + "/bin/java");
        java.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        java.addAll(List.of(arguments).subList(0, arguments.length - 2));
        java.add(TightScans.class.getName());
        java.add(arguments[arguments.length - 2]);
        java.add(folder.toString());
        java.add(arguments[arguments.length - 1]);
        List<String> command = new ArrayList<>(List.of("bash", "-c", before + "exec \"$@\"", "bash"));
        command.addAll(java);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as("%s", lines).isZero();
        return lines;
    }

    private static long residentKib(List<String> lines) {
        String last = lines.getLast();
        assertThat(last).startsWith("VmHWM:").endsWith(" kB");
        return Long.parseLong(last.substring(6, last.length() - 3).strip());
    }
}

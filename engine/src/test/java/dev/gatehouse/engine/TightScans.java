package dev.gatehouse.engine;

import dev.gatehouse.engine.budget.Limits;
import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.FileSource;
import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** What {@link MemoryTest} runs in a process of its own: prints one line for a report, or what it measured. */
final class TightScans {

    private static final long HALF_GIBIBYTE = 512L << 20;
    private static final Limits LIMITS = new Limits(
            32, 100, 2 * HALF_GIBIBYTE, HALF_GIBIBYTE, 1000, 2 * HALF_GIBIBYTE, Duration.ofMinutes(1), 128L << 20);

    private TightScans() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        Rig rig = new Rig(options -> options.withLimits(LIMITS).withTemporaryFolder(folder));
        switch (arguments[0]) {
            case "file" -> print(rig.scanner.scan(Path.of(arguments[2])));
            case "flood" -> print(scan(rig, Boxes.bad("flood")));
            case "noise" -> print(scan(rig, Boxes.bad("noise")));
            case "read" -> {
                try (Content content = FileSource.open(Path.of(arguments[2]))) {
                    byte[] bytes = new byte[24 << 20];
                    System.out.println(content.read(0, bytes, 0, bytes.length));
                }
            }
            default -> throw new IllegalArgumentException(Arrays.toString(arguments));
        }
        try (var status = Files.lines(Path.of("/proc/self/status"))) {
            status.filter(line -> line.startsWith("VmHWM:")).forEach(System.out::println);
        }
    }

    private static ScanReport scan(Rig rig, byte[] bytes) {
        return rig.scanner.scan("file", new MemoryContent(bytes, bytes.length), Deadline.none());
    }

    private static void print(ScanReport report) {
        System.out.println(report.bytes() + " " + report.parts() + " " + ScannerTest.findingsOf(report) + " "
                + ScannerTest.reasonsOf(report));
    }
}

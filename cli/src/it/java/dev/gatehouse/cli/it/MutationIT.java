package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.JsonScan.FileReport;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives of every kind, damaged at random: no damage may reach the user as anything but a verdict with a reason, and
 * none may hold the scan up. {@code -Dgatehouse.mutation.seed=N} damages them otherwise.
 */
class MutationIT {

    private static final int FILES = 2_000;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final long SEED = Long.getLong("gatehouse.mutation.seed", 7);
    private static final Set<String> VERDICTS = Set.of("infected", "incomplete", "failed", "clean");

    /** Sizes and counts that break arithmetic. */
    private static final long[] BORDERS = {0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffffL, 0xffffffffL, -1, 1L << 62};

    @TempDir
    private Path folder;

    @Test
    void everyDamagedArchiveEndsInAVerdict() throws Exception {
        System.out.println("MutationIT: seed " + SEED);
        List<byte[]> seeds = seeds();
        Path damaged = Files.createDirectory(folder.resolve("damaged"));
        Random random = new Random(SEED);
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = seeds.get(i % seeds.size()).clone();
            int changes = 1 + random.nextInt(4);
            for (int change = 0; change < changes; change++) {
                bytes = damage(bytes, seeds, random);
            }
            Files.write(damaged.resolve(Integer.toString(i)), bytes);
        }

        JsonScan scan = JsonScan.run(
                folder,
                "-Xmx256m",
                "--allmatch",
                "--max-scantime=" + DEADLINE.toMillis(),
                "--max-scansize=1G",
                "damaged");

        assertThat(scan.result().exitCode()).isEqualTo(1);
        assertThat(scan.result().output())
                .doesNotContain("Exception", "\tat ", "\\tat ", "Error:", "java.", "org.apache.");
        assertThat(scan.files()).hasSize(FILES);
        assertThat(scan.files().values()).allSatisfy(report -> {
            assertThat(report.verdict()).isIn(VERDICTS);
            assertThat(report.time()).isLessThan(DEADLINE.plus(GRACE));
            assertThat(report.verdict().equals("incomplete") && report.reasons().isEmpty())
                    .isFalse();
        });
        print(scan);
    }

    private static void print(JsonScan scan) {
        FileReport slowest = scan.files().values().stream()
                .max(Comparator.comparing(FileReport::time))
                .orElseThrow();
        System.out.printf(
                "MutationIT: %d infected, %d incomplete, %d clean; slowest %s %d ms; peak memory %d MiB%n",
                count(scan, "infected"),
                count(scan, "incomplete"),
                count(scan, "clean"),
                slowest.path(),
                slowest.time().toMillis(),
                scan.peakMiB());
    }

    private static long count(JsonScan scan, String verdict) {
        return scan.files().values().stream()
                .filter(report -> report.verdict().equals(verdict))
                .count();
    }

    /** One archive of every wrapping and of some wrappings in others, each with EICAR in it. */
    private List<byte[]> seeds() throws Exception {
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.write(work.resolve("e.com"), Arrays.copyOf(Samples.eicar(), 128));
        Files.writeString(work.resolve("filler"), "A line that fills a file beside the core.\n".repeat(40));
        List<Wrapping> wrappings = new ArrayList<>(Wrapping.all());
        wrappings.addAll(Wrapping.packages().subList(0, 2));
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < wrappings.size(); i++) {
            script.append("in=e.com out=one").append(i).append('\n');
            script.append(wrappings.get(i).command()).append('\n');
            script.append("in=one").append(i).append(" out=two").append(i).append('\n');
            script.append(wrappings.get((i * 7 + 3) % Wrapping.all().size()).command())
                    .append('\n');
        }
        Tools.shell(work, script.toString());
        List<byte[]> seeds = new ArrayList<>(List.of(Quine.gzip(), Quine.zip(), ZipBomb.quotedOverlap(20, 16 << 20)));
        for (int i = 0; i < wrappings.size(); i++) {
            seeds.add(Files.readAllBytes(work.resolve("one" + i)));
            seeds.add(Files.readAllBytes(work.resolve("two" + i)));
        }
        return seeds;
    }

    private static byte[] damage(byte[] bytes, List<byte[]> seeds, Random random) {
        if (bytes.length < 16) {
            return bytes;
        }
        // headers stand at the start and at the end, so these are hit more often
        int at = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(Math.min(64, bytes.length - 8));
            case 1 -> bytes.length - 8 - random.nextInt(Math.min(128, bytes.length - 8));
            default -> random.nextInt(bytes.length - 8);
        };
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> writeNumber(bytes, at, BORDERS[random.nextInt(BORDERS.length)], 2 << random.nextInt(3), random);
            case 3 -> writeNumber(bytes, at, random.nextInt(1 << 16), 2 << random.nextInt(3), random);
            case 4 -> {
                return Arrays.copyOf(bytes, at + 8);
            }
            case 5 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int start = random.nextInt(other.length);
                int end = Math.min(other.length, start + 1 + random.nextInt(400));
                return join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(other, start, end), tail(bytes, at));
            }
            default -> {
                return join(Arrays.copyOf(bytes, at), tail(bytes, at / 2));
            }
        }
        return bytes;
    }

    /** Overwrites what may be a length, in either byte order. */
    private static void writeNumber(byte[] bytes, int at, long value, int width, Random random) {
        boolean littleEndian = random.nextBoolean();
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (value >> (8 * (littleEndian ? i : width - 1 - i)));
        }
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}

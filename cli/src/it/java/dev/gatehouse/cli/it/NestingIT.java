package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.JsonScan.FileReport;
import dev.gatehouse.cli.it.JsonScan.Located;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The EICAR test file inside archives inside archives, eight deep, of all kinds in any order, made by the real
 * programs. {@code -Dgatehouse.nesting.seed=N} draws other nestings.
 */
class NestingIT {

    private static final int NESTINGS = 200;
    private static final int DEPTH = 8;

    /** One nesting of so many has an RPM among its layers. */
    private static final int NESTINGS_PER_PACKAGE = 20;

    private static final long SEED = Long.getLong("gatehouse.nesting.seed", 8);

    @TempDir
    private Path folder;

    /** What is expected of one nesting. */
    private record Nest(String layers, Located finding) {}

    @Test
    void theCoreIsFoundInEveryNesting() throws Exception {
        System.out.println("NestingIT: seed " + SEED);
        Path archives = Files.createDirectory(folder.resolve("nests"));
        Random random = new Random(SEED);
        Map<String, Nest> nests = new LinkedHashMap<>();
        for (int i = 0; i < NESTINGS; i++) {
            nests.put("nests/" + i, make(i, archives.resolve(Integer.toString(i)), random));
        }

        JsonScan scan = JsonScan.run(folder, "", "--allmatch", "nests");

        List<String> missed = new ArrayList<>();
        nests.forEach((path, nest) -> {
            FileReport report = scan.file(path);
            if (!report.findings().contains(nest.finding)) {
                missed.add(path + ", " + nest.layers + ": expected " + nest.finding + ", got " + report);
            }
            if (!report.reasons().isEmpty()) {
                missed.add(path + ", " + nest.layers + ": something was not looked at: " + report.reasons());
            }
        });
        assertThat(missed).isEmpty();
        assertThat(scan.files()).hasSize(NESTINGS);
    }

    private Nest make(int index, Path target, Random random) throws Exception {
        List<Wrapping> layers = draw(index, random);
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.write(work.resolve("core.com"), eicarAndSpaces());
        Files.writeString(work.resolve("filler"), "A line that fills a file beside the core.\n".repeat(40));
        StringBuilder script = new StringBuilder();
        List<String> path = new ArrayList<>();
        String in = "core.com";
        for (int depth = 0; depth < DEPTH; depth++) {
            String out = "layer" + depth;
            script.append("in=").append(in).append(" out=").append(out).append('\n');
            script.append(layers.get(depth).command()).append("\nrm \"$in\"\n");
            path.addAll(0, layers.get(depth).membersOf(in));
            in = out;
        }
        script.append("mv ").append(in).append(" '").append(target).append("'; cd ..; rm -rf work\n");
        Tools.shell(work, script.toString());
        return new Nest(layers.stream().map(Wrapping::name).toList().toString(), new Located(Samples.EICAR_NAME, path));
    }

    /** Every wrapping comes to stand innermost in turn, where it has something to compress. */
    private static List<Wrapping> draw(int index, Random random) {
        List<Wrapping> all = Wrapping.all();
        List<Wrapping> layers = new ArrayList<>(List.of(all.get(index % all.size())));
        while (layers.size() < DEPTH) {
            layers.add(all.get(random.nextInt(all.size())));
        }
        if (index % NESTINGS_PER_PACKAGE == 0) {
            List<Wrapping> packages = Wrapping.packages();
            layers.set(1 + random.nextInt(DEPTH - 1), packages.get(index / NESTINGS_PER_PACKAGE % packages.size()));
        }
        return layers;
    }

    /** White space may follow the test file, 128 characters in all; it gives the innermost archive work to do. */
    private static byte[] eicarAndSpaces() {
        byte[] eicar = Samples.eicar();
        byte[] padded = Arrays.copyOf(eicar, 128);
        Arrays.fill(padded, eicar.length, padded.length, (byte) ' ');
        return padded;
    }
}

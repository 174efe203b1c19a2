package dev.gatehouse.backend.yara;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Occurrence;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds out which version a libyara is; it has no function that tells. First by two things that can be asked without
 * looking into a structure: the version that it writes into files of compiled rules, and whether it has a function that
 * came later. Then the structures of that version are tried on a rule of which everything is known.
 */
@SuppressWarnings("restricted") // native code is what this class is for
final class LayoutProbe {

    private static final String RULE = """
            rule probe : first second {
                meta: text = "word" number = -7 truth = true
                strings: $hidden = "gate" private $a = "house" $b = /k.{2}p/
                condition: $hidden and $a and $b
            }
            """;
    private static final String BYTES = "gatehouse keep house";
    private static final Finding EXPECTED = new Finding(
            "probe",
            List.of(
                    new Occurrence("$a", 4, OptionalLong.of(5)),
                    new Occurrence("$a", 15, OptionalLong.of(5)),
                    new Occurrence("$b", 10, OptionalLong.of(4))),
            Map.of(
                    MatchReader.NAMESPACE,
                    "probed",
                    MatchReader.TAGS,
                    "first second",
                    MatchReader.META + "text",
                    "word",
                    MatchReader.META + "number",
                    "-7",
                    MatchReader.META + "truth",
                    "true"));

    /** The byte of a file of compiled rules, after its magic, that is its version. */
    private static final int FILE_VERSION_OFFSET = 4;

    private static final int SECONDS = 12_345;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private LayoutProbe() {}

    /**
     * The layout of a library's structures.
     *
     * @param known the layouts that it may have
     * @throws BackendUnavailableException if it has none of them; names the library and what it is
     */
    static YaraLayout probe(YaraLibrary library, List<YaraLayout> known) throws BackendUnavailableException {
        try {
            Path folder = Files.createTempDirectory("gatehouse-yara");
            try {
                Path file = folder.resolve("probe.yar");
                Files.writeString(file, RULE);
                return probe(library, known, file);
            } finally {
                Files.deleteIfExists(folder.resolve("probe.yar"));
                Files.delete(folder);
            }
        } catch (IOException | RuleException e) {
            throw new BackendUnavailableException(library.name() + " cannot be tried out: " + e.getMessage(), e);
        }
    }

    private static YaraLayout probe(YaraLibrary library, List<YaraLayout> known, Path file)
            throws IOException, RuleException, BackendUnavailableException {
        try (NativeRules rules = RuleCompiler.compile(library, List.of(new RuleSource(file, "probed")), List.of())
                .rules()) {
            int fileVersion = rules.save()[FILE_VERSION_OFFSET];
            boolean addsBytes = library.has("yr_compiler_add_bytes");
            Optional<YaraLayout> layout = known.stream()
                    .filter(each -> each.rulesFileVersion() == fileVersion && each.addsBytes() == addsBytes)
                    .findFirst();
            if (layout.isEmpty() || !fits(library, rules, layout.get())) {
                throw new BackendUnavailableException(library.name() + " is a version of YARA that is not known here"
                        + " (its files of compiled rules have version " + fileVersion + "); known are "
                        + String.join(
                                ", ", known.stream().map(YaraLayout::version).toList()));
            }
            return layout.get();
        }
    }

    private static boolean fits(YaraLibrary library, NativeRules rules, YaraLayout layout) {
        if (rules.count(layout) != 1 || !fitsTimeout(library, rules)) {
            return false;
        }
        byte[] bytes = BYTES.getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = Arena.ofConfined();
                NativeScanner scanner = new NativeScanner(library, rules, new MatchReader(layout, Integer.MAX_VALUE))) {
            scanner.time().limit(SECONDS * NANOS_A_SECOND);
            NativeMatches matches = scanner.scan(arena.allocateFrom(JAVA_BYTE, bytes), bytes.length, true);
            return matches.status() == YaraStatus.SUCCESS && matches.findings().equals(List.of(EXPECTED));
        }
    }

    /** Whether the function that sets a scanner's time writes where {@link ScanTime} does, in the same unit. */
    private static boolean fitsTimeout(YaraLibrary library, NativeRules rules) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ADDRESS);
            if (library.scannerCreate(rules.segment(), out) != YaraStatus.SUCCESS) {
                return false;
            }
            MemorySegment scanner = out.get(ADDRESS, 0);
            library.scannerSetTimeout(scanner, SECONDS);
            long nanos = scanner.reinterpret(YaraLayout.CONTEXT_TIMEOUT + JAVA_LONG.byteSize())
                    .get(JAVA_LONG, YaraLayout.CONTEXT_TIMEOUT);
            library.scannerDestroy(scanner);
            return nanos == SECONDS * NANOS_A_SECOND;
        }
    }
}

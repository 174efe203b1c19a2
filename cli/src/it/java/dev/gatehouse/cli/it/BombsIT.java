package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.JsonScan.FileReport;
import dev.gatehouse.cli.it.JsonScan.Located;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files made to exhaust whoever opens them. Each ends soon and in little memory, is said to be incomplete and why, and
 * what came out before the bound is judged all the same.
 */
class BombsIT {

    /** What a bomb may take is 2 s; the rest is slack for a busy machine. The times are printed. */
    private static final Duration MOST_TIME = Duration.ofSeconds(5);

    private static final long MOST_MIB = 450;

    private static final String PATTERN_NAME = "Gatehouse.Test.Pattern-1";
    private static final Located EICAR_MEMBER = Located.at(Samples.EICAR_NAME, "e.com");

    @TempDir
    private static Path folder;

    private static JsonScan scan;

    @BeforeAll
    static void scanAll() throws Exception {
        Path bombs = Files.createDirectory(folder.resolve("bombs"));
        for (Map.Entry<String, byte[]> bomb : ofOurOwn().entrySet()) {
            Files.write(bombs.resolve(bomb.getKey()), bomb.getValue());
        }
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.write(work.resolve("e.com"), Samples.eicar());
        Files.write(work.resolve("pattern"), Zeros.pattern());
        Tools.shell(work, BY_REAL_TOOLS);
        hugeDictionary(bombs.resolve("dictionary.7z"));
        // with all matches, as the first would end the scan of its file
        scan = JsonScan.run(folder, "-Xmx256m", "--jobs=1", "--allmatch", "bombs");
        scan.files().values().forEach(BombsIT::print);
        System.out.println("BombsIT: peak memory " + scan.peakMiB() + " MiB");
    }

    private static void print(FileReport report) {
        System.out.printf(
                "BombsIT: %-22s %5d ms, %6d parts, %s %s%n",
                report.path(), report.time().toMillis(), report.parts(), report.verdict(), report.reasonCodes());
    }

    private static Map<String, byte[]> ofOurOwn() throws IOException {
        Map<String, byte[]> bombs = new LinkedHashMap<>();
        bombs.put("full-overlap.zip", ZipBomb.fullOverlap(2_000, 1L << 30));
        bombs.put("full-overlap-64.zip", ZipBomb.fullOverlap(70_000, 6L << 30));
        bombs.put("quoted-overlap.zip", ZipBomb.quotedOverlap(250, 16 << 20));
        bombs.put("quoted-overlap-4g.zip", ZipBomb.quotedOverlap(2_000, 4080L << 20));
        bombs.put("quoted-overlap-64.zip", ZipBomb.quotedOverlap(70_000, 8L << 30));
        bombs.put("members.zip", ZipBomb.manyMembers(200_000));
        bombs.put("r.gz", Quine.gzip());
        bombs.put("r.zip", Quine.zip());
        bombs.put("42.zip", fortyTwo());
        bombs.put("nested.gz", gzip(gzip(rawGzip(Zeros.patternThenDeflated(16L << 30)))));
        bombs.put("zeros.gz", rawGzip(Zeros.patternThenDeflated(256 << 20)));
        return bombs;
    }

    /** Sixteen zips in sixteen zips and so on, six deep, and at each end a file of 4 GiB. */
    private static byte[] fortyTwo() throws IOException {
        byte[] zip = ZipBomb.fullOverlap(1, 4080L << 20);
        for (int level = 0; level < 5; level++) {
            Map<String, byte[]> members = new LinkedHashMap<>();
            members.put("e.com", Samples.eicar());
            for (int i = 0; i < 16; i++) {
                members.put("lib " + i + ".zip", zip);
            }
            zip = Samples.zip(members);
        }
        return zip;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] rawGzip(byte[] deflated) {
        return ByteBuffer.allocate(10 + deflated.length + 8)
                .put(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3})
                .put(deflated)
                .array();
    }

    private static final String BY_REAL_TOOLS = """
            # streams of many gigabytes: the same small stream again and again
            head -c 64M /dev/zero | bzip2 >stretch
            bzip2 <pattern >../bombs/zeros.bz2
            for i in $(seq 64); do cat stretch; done >>../bombs/zeros.bz2
            head -c 128M /dev/zero | xz -1 >stretch
            xz <pattern >../bombs/zeros.xz
            for i in $(seq 8); do cat stretch; done >>../bombs/zeros.xz
            head -c 512M /dev/zero | zstd -q >stretch
            zstd -q <pattern >../bombs/zeros.zst
            for i in $(seq 8); do cat stretch; done >>../bombs/zeros.zst
            # a tar in a tar in a tar
            tar cf deep e.com
            for i in $(seq 60); do tar --format=ustar -cf deeper deep e.com && mv deeper deep; done
            mv deep ../bombs/deep.tar
            # one file below a thousand folders
            path=$(printf 'd/%.0s' $(seq 1000))
            mkdir -p $path && cp e.com $path
            tar cf ../bombs/folders.tar d && rm -r d
            # holes of a tebibyte
            truncate -s 1T hole
            tar -S --format=posix -cf ../bombs/sparse.tar e.com hole
            tar -S --format=gnu -cf ../bombs/sparse-gnu.tar e.com hole
            # 7z: two blocks, the second of which is changed to want a huge dictionary
            head -c 64K /dev/urandom >later.bin
            7z a -bd -ms=off -mhc=off -m0=LZMA2 ../bombs/dictionary.7z e.com later.bin
            """;

    /** Makes the last LZMA2 coder of a 7z ask for 1.5 GiB, and the header's checksums fit. 7zFormat.txt. */
    private static void hugeDictionary(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = 32 + (int) fields.getLong(12);
        int at = bytes.length - 4;
        while (bytes[at] != 0x21 || bytes[at + 1] != 0x21 || bytes[at + 2] != 1) {
            at--;
        }
        assertThat(at).isGreaterThan(header);
        bytes[at + 3] = 37; // 3 << (37 / 2 + 11), 1.5 GiB
        fields.putInt(28, crc(bytes, header, bytes.length - header));
        fields.putInt(8, crc(bytes, 12, 20));
        Files.write(archive, bytes);
    }

    private static int crc(byte[] bytes, int start, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, start, length);
        return (int) crc.getValue();
    }

    @Test
    void everyBombEndsSoon() {
        assertThat(scan.files().values())
                .allSatisfy(report -> assertThat(report.time()).isLessThan(MOST_TIME));
    }

    @Test
    void memoryStaysBounded() {
        assertThat(scan.peakMiB()).isLessThan(MOST_MIB);
    }

    @Test
    void everyBombIsOnTheList() {
        assertThat(scan.files()).hasSize(19);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "full-overlap.zip",
                "full-overlap-64.zip",
                "quoted-overlap.zip",
                "quoted-overlap-4g.zip",
                "quoted-overlap-64.zip"
            })
    void overlappingMembersAreNotedAndWhatIsHonestIsFound(String name) {
        FileReport report = scan.file("bombs/" + name);
        assertThat(report.findings()).contains(EICAR_MEMBER);
        assertThat(report.reasonCodes()).contains("overlapping-parts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.gz", "zeros.gz", "zeros.bz2", "zeros.xz", "zeros.zst"})
    void streamsThatGrowTooMuchAreCutAndTheirStartIsJudged(String name) {
        FileReport report = scan.file("bombs/" + name);
        assertThat(report.findings()).extracting(Located::what).contains(PATTERN_NAME);
        assertThat(report.reasonCodes()).containsExactly("limit-ratio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sparse.tar", "sparse-gnu.tar"})
    void holesCountAsBytes(String name) {
        FileReport report = scan.file("bombs/" + name);
        assertThat(report.findings()).containsExactly(EICAR_MEMBER);
        assertThat(report.reasonCodes()).containsExactly("limit-ratio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r.gz", "r.zip"})
    void whatHoldsItselfIsLeftAtOnce(String name) {
        FileReport report = scan.file("bombs/" + name);
        assertThat(report.verdict()).isEqualTo("incomplete");
        assertThat(report.reasonCodes()).containsExactly("limit-depth");
        assertThat(report.parts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r.gz", "r.zip"})
    void whatHoldsItselfEndsWithoutTheCacheToo(String name) throws Exception {
        FileReport report =
                JsonScan.run(folder, "", "--no-cache", "bombs/" + name).file("bombs/" + name);
        assertThat(report.verdict()).isEqualTo("incomplete");
        assertThat(report.reasonCodes()).containsExactly("limit-depth");
        assertThat(report.time()).isLessThan(MOST_TIME);
    }

    @Test
    void aTreeOfZipsIsCut() {
        FileReport report = scan.file("bombs/42.zip");
        assertThat(report.findings()).contains(EICAR_MEMBER);
        assertThat(report.reasonCodes()).containsAnyOf("limit-ratio", "limit-bytes", "limit-parts");
    }

    @Test
    void membersWithoutNumberAreCut() {
        FileReport report = scan.file("bombs/members.zip");
        assertThat(report.findings()).containsExactly(EICAR_MEMBER);
        assertThat(report.reasonCodes()).containsExactly("limit-parts");
        assertThat(report.parts()).isEqualTo(100_001);
    }

    @Test
    void whatIsNestedTooDeepIsLeftAndTheRestJudged() {
        FileReport report = scan.file("bombs/deep.tar");
        assertThat(report.findings()).contains(EICAR_MEMBER);
        assertThat(report.reasonCodes()).containsExactly("limit-depth");
    }

    @Test
    void deepFoldersAreNoMatter() {
        FileReport report = scan.file("bombs/folders.tar");
        assertThat(report.findings())
                .containsExactly(new Located(Samples.EICAR_NAME, List.of("d/".repeat(1000) + "e.com")));
        assertThat(report.reasons()).isEmpty();
    }

    @Test
    void aDictionaryLargerThanAllowedIsNotMade() {
        FileReport report = scan.file("bombs/dictionary.7z");
        assertThat(report.findings()).containsExactly(EICAR_MEMBER);
        assertThat(report.reasons()).containsExactly(Located.at("limit-memory", "later.bin"));
    }
}

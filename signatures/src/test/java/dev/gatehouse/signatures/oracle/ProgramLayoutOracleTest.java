package dev.gatehouse.signatures.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.signatures.executable.ExecutableReader;
import dev.gatehouse.signatures.oracle.ProgramFiles.Pe;
import dev.gatehouse.signatures.oracle.ProgramFiles.PeSection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs at the edges of what a header may say, against clamscan. */
class ProgramLayoutOracleTest {

    private static final byte[] MARK = {0x13, 0x37, (byte) 0xca, (byte) 0xfe, 0x55};
    private static final String MARK_HEX = HexFormat.of().formatHex(MARK);

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(ints = {1, 96, 97, 200, 1000})
    void countsTheSectionsOfAPeAsClamscanDoes(int count) throws Exception {
        byte[] file = noise(0x10000 + count * 0x20);
        List<PeSection> sections = new ArrayList<>();
        int offset = 0xc000;
        for (int i = 0; i < count; i++) {
            sections.add(new PeSection(0x10000 + i * 0x1000, 0x20, offset + i * 0x20, 0x20));
        }
        ProgramFiles.writePe(file, new Pe(false, 0x1000, 0x20, 0x400, 0x10000, 0, sections));
        int last = offset + (count - 1) * 0x20;
        System.arraycopy(MARK, 0, file, last + 3, MARK.length);

        assertSameAsClamscan(
                file,
                "Last:1:S" + (count - 1) + "+3:" + MARK_HEX,
                "SL:1:SL+3:" + MARK_HEX,
                "Entry:1:EP+" + (last + 3 - offset) + ":" + MARK_HEX,
                "Any:1:*:" + MARK_HEX);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 256, 257})
    void countsTheSectionsOfAnElfAsClamscanDoes(int count) throws Exception {
        byte[] file = noise(0x8000);
        ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0, new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1});
        out.putInt(24, 0x8048000 + 0x6000).putInt(28, 52).putInt(32, 0x100);
        out.putShort(42, (short) 32).putShort(44, (short) 1);
        out.putShort(46, (short) 40).putShort(48, (short) count);
        out.putInt(52 + 4, 0).putInt(52 + 8, 0x8048000).putInt(52 + 20, 0x8000);
        for (int i = 0; i < count; i++) {
            out.putInt(0x100 + i * 40 + 16, 0x6000 + i).putInt(0x100 + i * 40 + 20, 0x100);
        }
        System.arraycopy(MARK, 0, file, 0x6100, MARK.length);

        List<String> lines = new ArrayList<>(List.of("Entry:6:EP+256:" + MARK_HEX, "First:6:S0+256:" + MARK_HEX));
        if (count > 0) {
            // clamscan crashes when there are none.
            lines.add("SL:6:SL+" + (0x101 - count) + ":" + MARK_HEX);
        }
        assertSameAsClamscan(file, lines.toArray(String[]::new));
    }

    @Test
    void findsTheStringsOfVersionInformationWhereClamscanDoes() throws Exception {
        byte[] file = noise(0x2000);
        Map<String, String> strings = new LinkedHashMap<>();
        strings.put("CompanyName", "Gatehouse Test");
        strings.put("Comment", "");
        strings.put("FileVersion", "1.2.3.4");
        byte[] resources = VersionResource.section(0x2000, strings);
        ProgramFiles.writePe(
                file,
                new Pe(
                        true,
                        0x1000,
                        0x200,
                        0x400,
                        0x1000,
                        0x2000,
                        List.of(
                                new PeSection(0x1000, 0x200, 0x400, 0x200),
                                new PeSection(0x2000, 0x800, 0x800, 0x800))));
        System.arraycopy(resources, 0, file, 0x800, resources.length);

        assertThat(ExecutableReader.read(new ArraySource(file)).orElseThrow().versionInformation())
                .hasSize(2);
        assertSameAsClamscan(
                file,
                "Company:1:VI:" + utf16("CompanyName\0"),
                "CompanyInside:1:VI:" + utf16("ompanyName\0"),
                "NoValue:1:VI:" + utf16("Comment\0"),
                "Version:1:VI:" + utf16("FileVersion\0") + "{2}" + utf16("1.2.3"),
                "OtherVersion:1:VI:" + utf16("FileVersion\0") + "{2}" + utf16("1.2.4"),
                "Anywhere:1:*:" + utf16("Comment\0"));
    }

    @Test
    void aUniversalBinaryHasNoLayoutOfItsOwn() throws Exception {
        byte[] file = noise(0x1000);
        ByteBuffer.wrap(file)
                .putInt(0, 0xcafebabe)
                .putInt(4, 1)
                .putInt(8, 7)
                .putInt(12, 3)
                .putInt(16, 0x400)
                .putInt(20, 0x20);

        assertThat(ExecutableReader.read(new ArraySource(file))).isEmpty();
    }

    private void assertSameAsClamscan(byte[] file, String... lines) throws Exception {
        OracleBatch batch =
                new OracleBatch("Edge", Map.of("edge.ndb", String.join("\n", lines) + "\n"), Map.of("file", file));
        assertThat(OracleSuite.compare(batch, new NaiveSearch(), scratch).differences())
                .isEmpty();
    }

    private static byte[] noise(int size) {
        byte[] file = new byte[size];
        new Random(size).nextBytes(file);
        return file;
    }

    private static String utf16(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16LE));
    }
}

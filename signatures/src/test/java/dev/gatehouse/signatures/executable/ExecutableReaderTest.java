package dev.gatehouse.signatures.executable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.signatures.ByteSource;
import dev.gatehouse.signatures.executable.ExecutableLayout.Kind;
import dev.gatehouse.signatures.executable.ExecutableLayout.Section;
import dev.gatehouse.signatures.oracle.ArraySource;
import dev.gatehouse.signatures.oracle.ProgramFiles;
import dev.gatehouse.signatures.oracle.ProgramFiles.Pe;
import dev.gatehouse.signatures.oracle.ProgramFiles.PeSection;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExecutableReaderTest {

    @Test
    void roundsAPesSectionsAndCutsThemOffAtTheEnd() throws Exception {
        byte[] file = new byte[0xa00];
        ProgramFiles.writePe(
                file,
                new Pe(
                        false,
                        0x1000,
                        0x200,
                        0x400,
                        0x1010,
                        0,
                        List.of(
                                new PeSection(0x1000, 0x123, 0x410, 0x123),
                                new PeSection(0x2000, 0x400, 0x800, 0x400),
                                new PeSection(0x3000, 0x400, 0, 0),
                                new PeSection(0x4000, 0x400, 0xc00, 0x200))));

        ExecutableLayout layout = ExecutableReader.read(new ArraySource(file)).orElseThrow();

        assertThat(layout.kind()).isEqualTo(Kind.PE);
        assertThat(layout.entryPoint()).isEqualTo(OptionalLong.of(0x410));
        assertThat(layout.sections())
                .containsExactly(
                        new Section(0x400, 0x200), new Section(0x800, 0x200), new Section(0, 0), new Section(0xc00, 0));
    }

    @Test
    void fallsBackToAnAlignmentOf512WhenASectionKeepsToThatOnly() throws Exception {
        byte[] file = new byte[0x3000];
        ProgramFiles.writePe(
                file,
                new Pe(false, 0x1000, 0x1000, 0x400, 0x1000, 0, List.of(new PeSection(0x1000, 0x300, 0x600, 0x300))));

        assertThat(ExecutableReader.read(new ArraySource(file)).orElseThrow().sections())
                .containsExactly(new Section(0x600, 0x400));
    }

    @Test
    void refusesAPeWhoseEntryPointHasNoBytes() throws Exception {
        byte[] file = new byte[0xa00];
        ProgramFiles.writePe(
                file,
                new Pe(true, 0x1000, 0x200, 0x400, 0x9000, 0, List.of(new PeSection(0x1000, 0x200, 0x400, 0x200))));

        assertThat(ExecutableReader.read(new ArraySource(file))).isEmpty();
    }

    @Test
    void whatIsTooShortForAHeaderIsNoProgram() throws Exception {
        assertThat(ExecutableReader.read(new ArraySource(new byte[0]))).isEmpty();
        assertThat(ExecutableReader.read(new ArraySource(new byte[] {'M', 'Z', 0, 0})))
                .isEmpty();
        assertThat(ExecutableReader.read(new ArraySource(new byte[] {0x7f, 'E', 'L', 'F'})))
                .isEmpty();
    }

    @Test
    void passesOnThatASourceCannotBeRead() {
        ByteSource broken = new ByteSource() {
            @Override
            public long size() {
                return 1000;
            }

            @Override
            public int read(long position, byte[] target, int offset, int length) throws IOException {
                throw new IOException("the disk is gone");
            }
        };

        assertThatThrownBy(() -> ExecutableReader.read(broken)).isInstanceOf(IOException.class);
    }

    @Property(tries = 3000)
    void neverThrowsWhateverTheHeaders(
            @ForAll Random random,
            @ForAll @IntRange(min = 0, max = 2) int kind,
            @ForAll @IntRange(max = 40) int damages)
            throws Exception {
        byte[] file = new byte[0x900 + random.nextInt(0x600)];
        random.nextBytes(file);
        switch (kind) {
            case 0 -> ProgramFiles.writeRandomPe(file, random);
            case 1 -> ProgramFiles.writeRandomElf(file, random);
            default -> ProgramFiles.writeRandomMachO(file, random);
        }
        for (int i = 0; i < damages; i++) {
            file[4 + random.nextInt(0x230)] = (byte) List.of(0, 1, 0x7f, 0x80, 0xff, random.nextInt(256))
                    .get(random.nextInt(6))
                    .intValue();
        }
        byte[] cut = random.nextInt(4) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;

        Optional<ExecutableLayout> layout = ExecutableReader.read(new ArraySource(cut));

        layout.ifPresent(found -> {
            assertThat(found.entryPoint()).isPresent();
            assertThat(found.sections()).allMatch(section -> section.offset() >= 0 && section.size() >= 0);
            if (found.kind() == Kind.PE) {
                assertThat(found.sections())
                        .allMatch(section -> section.size() == 0 || section.offset() + section.size() <= cut.length);
            }
        });
    }
}

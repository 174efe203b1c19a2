package dev.gatehouse.gateway.clamd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.unix.Sender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DescriptorTest {

    private static final String SURPLUS = "PROTOCOL ERROR: ancillary data sent without FILDES. ERROR";

    @TempDir
    Path folder;

    private Path eicar;
    private ClamdRig rig;
    private final List<Integer> opened = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        eicar = Files.write(folder.resolve("eicar"), ClamdRig.eicar());
        rig = new ClamdRig(folder, ClamdSettings.DEFAULT.withPolicy(ClamdClient.CLAMAV_MILTER.policy()));
    }

    @AfterEach
    void close() throws IOException {
        opened.forEach(Sender::drop);
        rig.close();
        assertThat(rig.faults).isEmpty();
    }

    private int descriptor(Path path, int flags) {
        int descriptor = Sender.open(path, flags);
        opened.add(descriptor);
        return descriptor;
    }

    private int eicarOpen() {
        return descriptor(eicar, Sender.READ);
    }

    private Sender sender() throws IOException {
        return new Sender(folder.resolve("rig.sock"));
    }

    private String ask(String first, String second, Integer... descriptors) throws IOException {
        try (Sender sender = sender()) {
            if (!first.isEmpty()) {
                sender.send(first, List.of());
            }
            sender.send(second, List.of(descriptors));
            return sender.hearAll().replaceAll("fd\\[\\d+\\]", "fd");
        }
    }

    @Test
    void scansTheFileBehindADescriptorThatComesWithTheCommandOrAfterIt() throws Exception {
        assertThat(ask("nFILDES\n", "x", eicarOpen())).isEqualTo("fd: Test.Eicar FOUND\n");
        assertThat(ask("", "zFILDES\0\0", eicarOpen())).isEqualTo("fd: Test.Eicar FOUND\0");
    }

    @Test
    void scansAFileThatHasNoNameAnyMoreAndOneThatIsLarge() throws Exception {
        int gone = eicarOpen();
        Files.delete(eicar);
        assertThat(ask("nFILDES\n", "x", gone)).isEqualTo("fd: Test.Eicar FOUND\n");
        byte[] large = new byte[5 << 20];
        System.arraycopy(ClamdRig.eicar(), 0, large, large.length - 68, 68);
        int open = descriptor(Files.write(folder.resolve("large"), large), Sender.READ);
        assertThat(ask("nFILDES\n", "x", open)).isEqualTo("fd: Test.Eicar FOUND\n");
    }

    @Test
    void refusesWhatIsNoFileOrCannotBeRead() throws Exception {
        assertThat(ask("nFILDES\n", "x", descriptor(folder, Sender.READ))).isEqualTo("fd: Not a regular file ERROR\n");
        assertThat(ask("nFILDES\n", "x", descriptor(Path.of("/dev/null"), Sender.READ)))
                .isEqualTo("fd: Not a regular file ERROR\n");
        assertThat(ask("nFILDES\n", "x", descriptor(eicar, Sender.WRITE)))
                .isEqualTo("fd: Not scanned (failed) ERROR\n");
        assertThat(ask("nFILDES\n", "x", descriptor(eicar, Sender.PATH))).isEqualTo("fd: Not scanned (failed) ERROR\n");
        assertThat(ask("nFILDES\n", "x")).isEqualTo("No file descriptor received. ERROR\n");
    }

    @Test
    void takesOneDescriptorForEachCommandAndNoneUnasked() throws Exception {
        assertThat(ask("zFILDES\0", "x", eicarOpen(), eicarOpen())).isEqualTo(SURPLUS + "\0");
        assertThat(ask("", "zPING\0", eicarOpen())).isEqualTo(SURPLUS + "\0");
        Integer[] many = Stream.generate(this::eicarOpen).limit(100).toArray(Integer[]::new);
        assertThat(ask("zFILDES\0", "x", many)).isEqualTo(SURPLUS + "\0");
    }

    @Test
    void answersManyDescriptorsOfOneSession() throws Exception {
        int open = eicarOpen();
        try (Sender sender = sender()) {
            sender.send("zIDSESSION\0", List.of());
            for (int i = 0; i < 30; i++) {
                sender.send("zFILDES\0", List.of());
                sender.send("x", List.of(open));
            }
            sender.send("zEND\0", List.of());
            assertThat(sender.hearAll().split("\0")).hasSize(30).allMatch(line -> line.endsWith("]: Test.Eicar FOUND"));
        }
    }

    @Test
    void leavesNoDescriptorOpen() throws Exception {
        for (int round = 0; round < 2; round++) {
            ask("zFILDES\0", "x", eicarOpen());
            ask("", "zPING\0", eicarOpen());
            ask("zFILDES\0", "x", eicarOpen(), eicarOpen());
            try (Sender sender = sender()) {
                sender.send("zFIL", List.of(eicarOpen()));
            }
            try (Sender sender = sender()) {
                sender.send("zINSTREAM\0\0\0\0\1", List.of(eicarOpen()));
                sender.end();
                sender.hearAll();
            }
        }
        opened.forEach(Sender::drop);
        opened.clear();
        long end = System.nanoTime() + 5_000_000_000L;
        while (openEicars() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait(); // the last connection is given up on a thread of its own
        }
        assertThat(openEicars()).isZero();
    }

    private long openEicars() throws IOException {
        long count = 0;
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.toList()) {
                try {
                    if (Files.readSymbolicLink(link).equals(eicar.toRealPath())) {
                        count++;
                    }
                } catch (IOException e) {
                    // closed meanwhile
                }
            }
        }
        return count;
    }
}

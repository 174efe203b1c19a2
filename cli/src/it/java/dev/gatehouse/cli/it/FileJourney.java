package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.peers.CIcapPeer;
import dev.gatehouse.peers.Handbook;
import dev.gatehouse.peers.Letters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A program that has a file scanned and tells what it heard. */
@SuppressWarnings("try") // whoever waits for an end may be interrupted
final class FileJourney implements Journey {

    private final Path folder;
    private final Asking asking;
    private final AutoCloseable server;

    private FileJourney(Path folder, Asking asking, AutoCloseable server) {
        this.folder = folder;
        this.asking = asking;
        this.server = server;
    }

    /** What it heard. */
    private enum Heard {
        CLEAN,
        INFECTED,
        NOTHING
    }

    @FunctionalInterface
    private interface Asking {
        Heard about(Path file) throws Exception;
    }

    /** ClamAV's own client. */
    static FileJourney clamdscan(Door door, Path folder, String option) throws Exception {
        Files.createDirectories(folder);
        Path configuration = Files.writeString(
                folder.resolve("clamd.conf"),
                door.socket()
                        .map(path -> "LocalSocket " + path + "\n")
                        .orElse("TCPSocket " + door.port() + "\nTCPAddr 127.0.0.1\n"));
        List<String> command = List.of("clamdscan", "--no-summary", "--config-file=" + configuration, option);
        return new FileJourney(
                folder,
                file -> switch (run(command, file).exit()) {
                    case 0 -> Heard.CLEAN;
                    case 1 -> Heard.INFECTED;
                    default -> Heard.NOTHING;
                },
                () -> {});
    }

    /** The client of c-icap at an ICAP listener. */
    static FileJourney icapClient(Door door, Path folder) throws Exception {
        List<String> command = List.of(
                "c-icap-client", "-i", "127.0.0.1", "-p", Integer.toString(door.port()), "-s", "avscan", "-v", "-f");
        return new FileJourney(
                Files.createDirectories(folder),
                file -> heard(run(command, file).said()),
                () -> {});
    }

    /** The same client at c-icap, of which a module asks as clamd's clients do. */
    static FileJourney icapServer(Door door, Path folder) throws Exception {
        CIcapPeer server = CIcapPeer.start(folder, Handbook.sample("c-icap", door.port(), folder.resolve("none")));
        return new FileJourney(folder, file -> heard(server.respond(file)), server);
    }

    private static Heard heard(String said) {
        if (said.contains("ICAP/1.0 204")) {
            return Heard.CLEAN;
        }
        return said.contains("X-Infection-Found: ") ? Heard.INFECTED : Heard.NOTHING;
    }

    private record Ended(int exit, String said) {}

    private static Ended run(List<String> command, Path file) throws Exception {
        List<String> whole = new ArrayList<>(command);
        whole.add(file.toString());
        Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return new Ended(process.waitFor(), said);
    }

    private void hears(Heard heard, Letters letter) throws Exception {
        Path file = Files.write(folder.resolve(letter.name()), letter.file());
        assertThat(asking.about(file))
                .as("%s in %s", letter, folder.getFileName())
                .isEqualTo(heard);
    }

    @Override
    public void passes() throws Exception {
        hears(Heard.CLEAN, Letters.CLEAN);
    }

    @Override
    public void refuses() throws Exception {
        hears(Heard.INFECTED, Letters.EICAR);
    }

    @Override
    public Callable<Void> begin() {
        return () -> {
            hears(Heard.NOTHING, Letters.EICAR);
            return null;
        };
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}

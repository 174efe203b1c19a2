package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.peers.FreePort;
import dev.gatehouse.peers.Letters;
import dev.gatehouse.peers.MailGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code gatehouse serve} is killed while every gateway has a message in it: each sender keeps its own, and is rid of it
 * when Gatehouse is back. One process serves all gateways, each at a listener of its own.
 */
@Timeout(180)
class KilledGatewayIT {

    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    private final Queue<Journey> opened = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() throws Exception {
        together(opened, journey -> () -> {
            journey.close();
            return true;
        });
        threads.close();
    }

    @Test
    void noMessageIsLostOrDeliveredUnseen() throws Exception {
        List<Stand> stands = stands();
        configure(stands);
        List<Callable<Void>> rests;
        try (Serving serving = Serving.start(folder)) {
            serving.awaitLog("\"event\":\"started\"");
            together(stands, stand -> () -> opened.add(stand.opening().open(folder.resolve(stand.name()))));
            together(opened, KilledGatewayIT::passing);
            rests = together(opened, journey -> journey::begin);
            serving.signal("STOP");
            List<Future<Void>> told = rests.stream().map(threads::submit).toList();
            for (Stand stand : stands) {
                stand.door().awaitWaiting();
            }
            assertThat(told).noneMatch(Future::isDone);
            serving.signal("KILL");
            assertThat(serving.exitCode()).isEqualTo(KILLED);
            finish(told);
        }
        try (Serving serving = Serving.start(folder)) {
            serving.awaitLog("\"event\":\"started\"");
            together(opened, journey -> () -> {
                journey.refuses();
                return true;
            });
            together(opened, KilledGatewayIT::passing);
        }
    }

    private static Callable<Boolean> passing(Journey journey) {
        return () -> {
            journey.passes();
            return true;
        };
    }

    /**
     * A listener, and who asks at it.
     *
     * @param keys what its protocol needs in the configuration
     */
    private record Stand(String name, String keys, Door door, Opening opening) {}

    @FunctionalInterface
    private interface Opening {
        Journey open(Path folder) throws Exception;
    }

    private List<Stand> stands() throws IOException {
        List<Stand> stands = new ArrayList<>();
        for (MailGateway gateway : MailGateway.values()) {
            String name = gateway.name().toLowerCase(Locale.ROOT);
            Door door = gateway.asksOverUnix() ? new Door(0, Optional.of(folder.resolve(name + ".sock"))) : tcp();
            String keys = gateway.clamdClient()
                            .map(client -> "protocol: clamd, client: " + client + ", roots: ['" + folder + "']")
                            .orElse("protocol: milter")
                    + (gateway.asksOverUnix() ? ", socket-mode: rw-rw-rw-" : "");
            stands.add(new Stand(name, keys, door, place -> MailJourney.open(gateway, door, place)));
        }
        Door web = tcp();
        stands.add(new Stand("web", "protocol: icap", web, place -> WebJourney.open(web, place)));
        stands.addAll(programs());
        return stands;
    }

    private List<Stand> programs() throws IOException {
        Door stream = tcp();
        Door descriptor = new Door(0, Optional.of(folder.resolve("clamdscan.sock")));
        Door client = tcp();
        Door server = tcp();
        return List.of(
                new Stand(
                        "clamdscan_stream",
                        "protocol: clamd",
                        stream,
                        place -> FileJourney.clamdscan(stream, place, "--stream")),
                new Stand(
                        "clamdscan_fdpass",
                        "protocol: clamd, socket-mode: rw-rw-rw-",
                        descriptor,
                        place -> FileJourney.clamdscan(descriptor, place, "--fdpass")),
                new Stand("c_icap_client", "protocol: icap", client, place -> FileJourney.icapClient(client, place)),
                new Stand(
                        "c_icap",
                        "protocol: clamd, client: c-icap, roots: ['" + folder + "']",
                        server,
                        place -> FileJourney.icapServer(server, place)));
    }

    private static Door tcp() throws IOException {
        return new Door(FreePort.onLoopback(), Optional.empty());
    }

    private void configure(List<Stand> stands) throws Exception {
        String eicar = new String(Letters.EICAR.file(), StandardCharsets.US_ASCII);
        Files.writeString(folder.resolve("house.ndb"), "Test.Eicar:0:*:" + Serving.hex(eicar) + "\n");
        StringBuilder yaml = new StringBuilder("""
                backends:
                  - {name: house, type: builtin, signatures: '%s/house.ndb', bundled: false}
                gateway:
                  listeners:
                """.formatted(folder));
        for (Stand stand : stands) {
            yaml.append("    - {name: %s, %s, listen: '%s'}\n"
                    .formatted(stand.name(), stand.keys(), stand.door().address()));
        }
        Files.writeString(folder.resolve("gatehouse.yaml"), yaml);
    }

    @FunctionalInterface
    private interface Step<T, R> {
        Callable<R> of(T subject);
    }

    /** Takes a step of all at the same time. */
    private <T, R> List<R> together(Iterable<T> all, Step<T, R> step) throws InterruptedException {
        List<Future<R>> under = new ArrayList<>();
        for (T each : all) {
            under.add(threads.submit(step.of(each)));
        }
        return finish(under);
    }

    /** Waits for all, and tells of each that failed. */
    private static <R> List<R> finish(List<Future<R>> all) throws InterruptedException {
        List<R> results = new ArrayList<>();
        AssertionError failed = new AssertionError("not with every gateway");
        for (Future<R> each : all) {
            try {
                results.add(each.get());
            } catch (ExecutionException e) {
                failed.addSuppressed(e);
            }
        }
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
        return results;
    }
}

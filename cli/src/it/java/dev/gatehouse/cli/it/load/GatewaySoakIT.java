package dev.gatehouse.cli.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.peers.FreePort;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All protocols at once, with clients that keep the rules and others that do not, while a backend's peer is killed and
 * started again, signatures are replaced and lineups changed: every mail must be answered rightly, and nothing may
 * grow. It takes a minute; {@code -Dgatehouse.soak.gateway.seconds=1800} sets another time.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS)
class GatewaySoakIT {

    private static final int SECONDS = Integer.getInteger("gatehouse.soak.gateway.seconds", 60);
    private static final int GOOD_CLIENTS = 4;
    private static final int BAD_CLIENTS = 3;

    /** What a death of the peer still excuses after it answers again: its probation and a retry. */
    private static final long RECOVERY_NANOS = 5_000_000_000L;

    private static final long MORE_MEGABYTES = 64;
    private static final long MORE_THREADS = 8;
    private static final long MORE_DESCRIPTORS = 12;
    private static final int COMPLAINTS_SHOWN = 5;

    private static final String EICAR =
            "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    @TempDir
    Path folder;

    private final Map<Speaker, Integer> ports = new EnumMap<>(Speaker.class);
    private final Map<Speaker.Answer, LongAdder> answers = new EnumMap<>(Speaker.Answer.class);
    private final LongAdder mischief = new LongAdder();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Outages outages = new Outages();
    private final List<AutoCloseable> started = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : started.reversed()) {
            each.close();
        }
    }

    @Test
    void answersEveryMailRightlyAndHoldsNoMoreAtTheEndThanAtTheBeginning() throws Exception {
        for (Speaker.Answer answer : Speaker.Answer.values()) {
            answers.put(answer, new LongAdder());
        }
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        ClamdPeer clamd = ClamdPeer.start(
                Files.createDirectories(folder.resolve("clamd")),
                // what it does not alert of it may have left out, which is told of every mail
                Map.of("AlertEncrypted", "yes", "AlertExceedsMax", "yes"));
        started.add(clamd);
        writeSignatures(0);
        for (Speaker speaker : Speaker.values()) {
            ports.put(speaker, FreePort.onLoopback());
        }
        configure("second", clamd);
        Process process = serve();
        started.add(process::destroy);
        awaitAnswers(process);

        run(Math.max(5, SECONDS / 6), process, clamd);
        Watched before = quiet(process, temporary);
        run(SECONDS, process, clamd);
        Watched after = quiet(process, temporary);

        System.getLogger(GatewaySoakIT.class.getName())
                .log(
                        Level.INFO,
                        () -> SECONDS + " s: " + answers + ", mischief " + mischief + ", before " + before + ", after "
                                + after);
        assertThat(complaints.stream().limit(COMPLAINTS_SHOWN))
                .as("complaints; the log is\n%s", Files.readString(folder.resolve("serve.log")))
                .isEmpty();
        assertThat(process.isAlive()).isTrue();
        assertThat(count(Speaker.Answer.CLEAN).sum()).isPositive();
        assertThat(count(Speaker.Answer.INFECTED).sum()).isPositive();
        assertThat(mischief.sum()).isPositive();
        assertThat(after.files()).as("temporary files").isLessThanOrEqualTo(before.files());
        assertThat(after.megabytes()).as("memory, MB").isLessThanOrEqualTo(before.megabytes() + MORE_MEGABYTES);
        assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + MORE_THREADS);
        assertThat(after.descriptors()).as("descriptors").isLessThanOrEqualTo(before.descriptors() + MORE_DESCRIPTORS);
    }

    private int port(Speaker speaker) {
        return Objects.requireNonNull(ports.get(speaker));
    }

    private LongAdder count(Speaker.Answer answer) {
        return Objects.requireNonNull(answers.get(answer));
    }

    /** Lets all clients loose for some time, and what happens to a service meanwhile. */
    private void run(int seconds, Process process, ClamdPeer clamd) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (Speaker speaker : Speaker.values()) {
            for (int i = 0; i < GOOD_CLIENTS; i++) {
                Random random = new Random(i);
                threads.add(Thread.ofVirtual().start(() -> speak(speaker, random, over)));
            }
            for (int i = 0; i < BAD_CLIENTS; i++) {
                Random random = new Random(i);
                threads.add(Thread.ofVirtual().start(() -> misbehave(speaker, random, over)));
            }
        }
        try {
            operate(seconds, process, clamd);
        } finally {
            over.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private void speak(Speaker speaker, Random random, CountDownLatch over) {
        while (over.getCount() > 0) {
            boolean infected = random.nextInt(4) == 0;
            byte[] mail = mail(random, infected ? EICAR : "");
            long begin = System.nanoTime();
            try {
                Speaker.Told told = speaker.scan(port(speaker), mail);
                Speaker.Answer answer = told.answer();
                count(answer).increment();
                boolean right = switch (answer) {
                    case CLEAN -> !infected;
                    case INFECTED -> infected;
                    case LATER -> outages.excuse(begin, System.nanoTime());
                };
                if (!right) {
                    complaints.add(speaker + " told " + answer + " of a mail that is " + (infected ? "" : "not ")
                            + "infected: " + told.words());
                }
            } catch (IOException e) {
                complaints.add(speaker + " was not answered: " + e);
            }
        }
    }

    private void misbehave(Speaker speaker, Random random, CountDownLatch over) {
        while (over.getCount() > 0) {
            try {
                Mischief.play(speaker, port(speaker), mail(random, ""), random);
            } catch (SocketTimeoutException e) {
                complaints.add(speaker + " bears with mischief for ever");
            } catch (IOException e) {
                // to be cut off is what it deserves
            }
            mischief.increment();
        }
    }

    /** Replaces signatures, kills the peer and changes the lineup, each in its turn, three times a minute. */
    private void operate(int seconds, Process process, ClamdPeer clamd) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int period = Math.max(1, Math.min(20, seconds / 3));
        for (int round = 1; System.nanoTime() < end; round++) {
            long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(period);
            writeSignatures(round);
            hangUp(process);
            awaitFound(marker(round));
            outages.begin();
            clamd.stop();
            pause(next - TimeUnit.SECONDS.toNanos(period) / 2);
            clamd.start();
            outages.end(RECOVERY_NANOS);
            configure(round % 2 == 0 ? "second" : "shadow", clamd);
            hangUp(process);
            pause(Math.min(next, end));
        }
    }

    private static void pause(long until) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, until - System.nanoTime()));
    }

    private static void hangUp(Process process) throws Exception {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
    }

    private void awaitFound(String text) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        byte[] mail = mail(new Random(0), text);
        while (Speaker.CLAMD.scan(port(Speaker.CLAMD), mail).answer() != Speaker.Answer.INFECTED) {
            if (System.nanoTime() > end) {
                complaints.add("new signatures are not used: " + text);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** What the process holds when nobody is connected any more. */
    private static Watched quiet(Process process, Path temporary) throws Exception {
        Watched last = Watched.now(process.pid(), temporary);
        for (int i = 0; i < 50; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            Watched now = Watched.now(process.pid(), temporary);
            if (i > 30 && now.descriptors() == last.descriptors() && now.threads() == last.threads()) {
                return now;
            }
            last = now;
        }
        return last;
    }

    private static byte[] mail(Random random, String attached) {
        byte[] text = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? 2_000_000 : 20_000)];
        Arrays.fill(text, (byte) ('a' + random.nextInt(26)));
        String body = Base64.getMimeEncoder().encodeToString(text);
        String part = Base64.getMimeEncoder().encodeToString(attached.getBytes(StandardCharsets.US_ASCII));
        return """
                From: ann@client.test
                To: bob@example.test
                Message-ID: <%d@client.test>
                Subject: a mail
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="=_b"

                --=_b
                Content-Type: application/octet-stream; name="a.txt"
                Content-Transfer-Encoding: base64

                %s
                --=_b
                Content-Type: application/octet-stream; name="b.com"
                Content-Transfer-Encoding: base64

                %s
                --=_b--
                """.formatted(random.nextLong(), body.replace("\r\n", "\n"), part.replace("\r\n", "\n"))
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String marker(int round) {
        return "the mark of round " + round + ".";
    }

    private void writeSignatures(int round) throws IOException {
        replace(
                "house.ndb",
                "Test.Eicar:0:*:" + hex(EICAR) + "\nTest.Round." + round + ":0:*:" + hex(marker(round)) + "\n");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void configure(String role, ClamdPeer clamd) throws IOException {
        replace("gatehouse.yaml", """
                backends:
                  - {name: house, type: builtin, signatures: %s, bundled: false}
                  - {name: clamd, type: clamd, role: %s, address: 'unix:%s', reconnect-for: 0,
                      daemon-configuration: '%s'}
                lineup: {retry-after: 200ms, retry-at-most: 500ms}
                gateway:
                  temporary-folder: %s
                  log: {requests: none}
                  reload-check: 1h
                  listeners:
                    - {name: clamd, protocol: clamd, listen: '127.0.0.1:%d', read-time: 2s, idle-time: 2s}
                    - {name: milter, protocol: milter, listen: '127.0.0.1:%d', read-time: 2s, idle-time: 2s}
                    - {name: icap, protocol: icap, listen: '127.0.0.1:%d', read-time: 2s, idle-time: 2s}
                """.formatted(
                        folder.resolve("house.ndb"),
                        role,
                        clamd.socket(),
                        clamd.configuration(),
                        folder.resolve("tmp"),
                        port(Speaker.CLAMD),
                        port(Speaker.MILTER),
                        port(Speaker.ICAP)));
    }

    private void replace(String name, String text) throws IOException {
        Path draft = Files.writeString(folder.resolve(name + ".draft"), text);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Process serve() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "env",
                        "--default-signal=INT,HUP,TERM",
                        Path.of(System.getProperty("gatehouse.launcher"))
                                .toAbsolutePath()
                                .normalize()
                                .toString(),
                        "serve",
                        "--config=" + folder.resolve("gatehouse.yaml"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("serve.log").toFile());
        return builder.start();
    }

    private void awaitAnswers(Process process) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (int port : ports.values()) {
            while (!answers(port)) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new AssertionError("it does not serve: " + Files.readString(folder.resolve("serve.log")));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** When the peer was not there: what is clean cannot be said to be so then. */
    private static final class Outages {

        private static final long NEVER = Long.MIN_VALUE;

        private long from = NEVER;
        private long until = NEVER;

        synchronized void begin() {
            from = System.nanoTime();
            until = Long.MAX_VALUE;
        }

        synchronized void end(long laterNanos) {
            until = System.nanoTime() + laterNanos;
        }

        /** Whether the peer was away at any time of this. */
        synchronized boolean excuse(long begin, long end) {
            return from != NEVER && end >= from && begin <= until;
        }
    }
}

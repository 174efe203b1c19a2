package dev.gatehouse.backend.icap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.tck.TestSubject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Answers cut and broken in every way. */
class ReplyPropertyTest {

    private static final byte[] FILE =
            "the file that every one of these answers is about".getBytes(StandardCharsets.US_ASCII);

    @Provide
    Arbitrary<Transcript> answers() {
        return Arbitraries.of(wholeFile());
    }

    @Provide
    Arbitrary<Transcript> infectedAnswers() {
        // one whose finding is in one place alone, beside the file itself, cannot be told from clean once that is
        // broken
        return Arbitraries.of(wholeFile().stream()
                .filter(each -> each.expected().startsWith("Infected"))
                .filter(each -> !each.body().equals("{file}") && !each.http().isEmpty())
                .toList());
    }

    private static List<Transcript> wholeFile() {
        return Transcript.all().stream().filter(each -> !each.previewOnly()).toList();
    }

    @Property(tries = 1500)
    void anySplittingOfAnAnswerHasTheSameOutcome(@ForAll("answers") Transcript transcript, @ForAll long seed)
            throws Exception {
        byte[] bytes = transcript.bytes(FILE);

        assertThat(Backends.said(outcome(transcript, new Pieces(bytes, new Random(seed)))))
                .isEqualTo(transcript.expected());
    }

    @Property(tries = 4000)
    void aBrokenAnswerToAnInfectedFileIsNeverClean(
            @ForAll("infectedAnswers") Transcript transcript,
            @ForAll @IntRange(min = 1, max = 4) int times,
            @ForAll long seed)
            throws Exception {
        byte[] bytes = mutated(transcript.bytes(FILE), times, new Random(seed));

        assertThat(outcome(transcript, new ByteArrayInputStream(bytes)))
                .as(() -> new String(bytes, StandardCharsets.ISO_8859_1))
                .isNotInstanceOf(ScanOutcome.Clean.class);
    }

    @Property(tries = 500)
    void noiseIsNeverClean(@ForAll byte[] noise, @ForAll("answers") Transcript transcript) throws Exception {
        assertThat(outcome(transcript, new ByteArrayInputStream(noise))).isNotInstanceOf(ScanOutcome.Clean.class);
    }

    @Property(tries = 500)
    void anAnswerThatBreaksOffIsNotClean(@ForAll("answers") Transcript transcript, @ForAll long seed) throws Exception {
        byte[] bytes = transcript.bytes(FILE);
        int length = new Random(seed).nextInt(bytes.length);

        assertThat(outcome(transcript, new ByteArrayInputStream(bytes, 0, length)))
                .isNotInstanceOf(ScanOutcome.Clean.class);
    }

    /** As the backend does it, but for the connection. Answers that have no head are failures. */
    private static ScanOutcome outcome(Transcript transcript, InputStream answer) throws Exception {
        TestSubject subject = TestSubject.of("file", FILE);
        Method method = transcript.http().startsWith("POST ") ? Method.REQMOD : Method.RESPMOD;
        Request request = new Request(IcapAddress.parse("icap://scanner/service"), method, List.of());
        Exchange exchange = new Exchange(
                new AfterTheFile(answer),
                request.head(subject, OptionalInt.empty(), "204", false),
                subject,
                OptionalInt.empty(),
                request.requestLine(subject, false));
        try {
            Reply reply = exchange.run();
            return new Judgement(Profiles.named(transcript.profile())).of(reply, FILE.length);
        } catch (IOException | BadReplyException e) {
            return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_ERROR, String.valueOf(e.getMessage())));
        }
    }

    private static byte[] mutated(byte[] bytes, int times, Random random) {
        byte[] mutated = bytes.clone();
        for (int i = 0; i < times && mutated.length > 1; i++) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(5)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutated = Arrays.copyOf(mutated, at);
                case 3 -> mutated = spliced(mutated, at, 0, random);
                default -> mutated = spliced(mutated, at, Math.min(4, mutated.length - at), random);
            }
        }
        return mutated;
    }

    /** Some bytes taken out and up to four put in. */
    private static byte[] spliced(byte[] bytes, int at, int out, Random random) {
        byte[] in = new byte[random.nextInt(5)];
        random.nextBytes(in);
        byte[] spliced = new byte[bytes.length - out + in.length];
        System.arraycopy(bytes, 0, spliced, 0, at);
        System.arraycopy(in, 0, spliced, at, in.length);
        System.arraycopy(bytes, at + out, spliced, at + in.length, bytes.length - at - out);
        return spliced;
    }

    /** Gives the answer once the file has come to its end, as an honest server does. */
    private static final class AfterTheFile implements Wire {

        private static final String END = "\r\n0\r\n\r\n";

        private final CountDownLatch sent = new CountDownLatch(1);
        private final ReplyReader reader;

        AfterTheFile(InputStream answer) {
            this.reader = new ReplyReader(new InputStream() {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    try {
                        sent.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    return answer.read(bytes, offset, length);
                }
            });
        }

        @Override
        public ReplyReader reader() {
            return reader;
        }

        @Override
        public OutputStream out() {
            return new OutputStream() {
                @Override
                public void write(int one) {}

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    if (new String(bytes, offset, length, StandardCharsets.ISO_8859_1).endsWith(END)) {
                        sent.countDown();
                    }
                }
            };
        }

        @Override
        public void abort() {
            sent.countDown();
        }
    }

    /** A stream that gives as many bytes at a time as chance has it. */
    private static final class Pieces extends InputStream {

        private final byte[] bytes;
        private final Random random;
        private int position;

        Pieces(byte[] bytes, Random random) {
            this.bytes = bytes;
            this.random = random;
        }

        @Override
        public int read() {
            return position < bytes.length ? bytes[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == bytes.length) {
                return -1;
            }
            int most = random.nextBoolean() ? 3 : 200;
            int count = Math.min(Math.min(length, bytes.length - position), 1 + random.nextInt(most));
            System.arraycopy(bytes, position, target, offset, count);
            position += count;
            return count;
        }
    }
}

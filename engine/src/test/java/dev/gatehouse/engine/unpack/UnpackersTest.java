package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.ContentLostException;
import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The border: what a parser throws becomes a reason, what the sink throws passes. */
final class UnpackersTest {

    private static final Content CONTENT = new MemoryContent(new byte[100], 100);

    /** An unpacker that does one thing. */
    private record Scripted(Script script) implements Unpacker {
        @Override
        public Set<ContentType> opens() {
            return Set.of(ContentType.ZIP);
        }

        @Override
        public void unpack(Content content, PartSink sink) throws IOException {
            script.run(sink);
        }
    }

    private interface Script {
        void run(PartSink sink) throws IOException;
    }

    static Stream<Arguments> thrown() {
        return Stream.of(
                Arguments.of(new IOException("bad header"), ReasonCode.MALFORMED),
                Arguments.of(new EOFException(), ReasonCode.TRUNCATED),
                Arguments.of(new IOException("Unexpected end of input"), ReasonCode.TRUNCATED),
                Arguments.of(new IOException("BZip2 CRC error"), ReasonCode.CHECKSUM_MISMATCH),
                Arguments.of(new ContentLostException("gone"), ReasonCode.CHANGED_DURING_SCAN),
                Arguments.of(new org.tukaani.xz.MemoryLimitException(2, 1), ReasonCode.LIMIT_MEMORY),
                Arguments.of(new org.tukaani.xz.UnsupportedOptionsException("filter"), ReasonCode.UNSUPPORTED),
                Arguments.of(new ArrayIndexOutOfBoundsException(7), ReasonCode.MALFORMED),
                Arguments.of(new OutOfMemoryError(), ReasonCode.LIMIT_MEMORY),
                Arguments.of(new StackOverflowError(), ReasonCode.MALFORMED),
                Arguments.of(new AssertionError(), ReasonCode.MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void namesWhatAParserThrows(Throwable thrown, ReasonCode code) throws StopUnpacking {
        RecordingSink sink = sink(Deadline.none());
        unpack(sink, _ -> {
            switch (thrown) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(thrown);
            }
        });
        assertThat(sink.reasons).extracting(Reason::code).containsExactly(code);
        assertThat(sink.reasons.getFirst().detail()).doesNotContain("java", "Exception", "Error", "\n");
    }

    @Test
    void letsTheSinksOwnFailurePassEvenWhenAParserSwallowsIt() {
        RecordingSink sink = sink(Deadline.none()).failing(new IllegalStateException("a bug of ours"));
        assertThatThrownBy(() -> unpack(sink, guarded -> {
                    try {
                        guarded.slice(Member.named("a"), 0, 1);
                    } catch (RuntimeException _) {
                        throw new IOException("wrapped by a parser");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug of ours");
        assertThat(sink.reasons).isEmpty();
    }

    @Test
    void stopsOnceTheSinkWantsNoMore() {
        RecordingSink sink = sink(Deadline.none()).atMostParts(1);
        int[] swallowed = {0};
        assertThatThrownBy(() -> unpack(sink, guarded -> {
                    for (int i = 0; i < 10; i++) {
                        try {
                            guarded.slice(Member.named("a"), 0, 1);
                        } catch (IOException _) {
                            swallowed[0]++; // and goes on, as a careless parser would
                        }
                    }
                }))
                .isInstanceOf(StopUnpacking.class);
        assertThat(swallowed[0]).isEqualTo(10);
        assertThat(sink.parts).hasSize(1);
    }

    @Test
    void saysThatTimeIsOverWhenALoopOverTheContentNoticesIt() {
        RecordingSink sink = sink(Deadline.after(Duration.ZERO));
        assertThatThrownBy(() -> unpack(sink, guarded -> new ByteView(CONTENT, guarded.deadline()).u8(0)))
                .isInstanceOf(StopUnpacking.class);
        assertThat(sink.codes()).containsExactly(ReasonCode.LIMIT_TIME);
    }

    @Test
    void saysThatTheScanWasCancelled() {
        Deadline deadline = Deadline.none();
        deadline.cancel();
        RecordingSink sink = sink(deadline);
        assertThatThrownBy(() -> unpack(sink, guarded -> new ByteView(CONTENT, guarded.deadline()).u8(0)))
                .isInstanceOf(StopUnpacking.class);
        assertThat(sink.codes()).containsExactly(ReasonCode.CANCELLED);
    }

    @Test
    void endsADecoderThatReadsAtTheEndForEver() throws StopUnpacking {
        RecordingSink sink = sink(Deadline.none());
        unpack(sink, guarded -> {
            SourceStream source = new SourceStream(CONTENT, 0, 10, guarded.deadline());
            int last = 0;
            while (last != 7) { // which the content does not hold
                last = source.read();
            }
        });
        assertThat(sink.codes()).containsExactly(ReasonCode.TRUNCATED);
    }

    @Test
    void saysThatAnUnknownTypeIsUnsupported() throws StopUnpacking {
        RecordingSink sink = sink(Deadline.none());
        Unpackers.standard().unpack(ContentType.RAR, CONTENT, sink);
        assertThat(sink.codes()).containsExactly(ReasonCode.UNSUPPORTED);
    }

    private static RecordingSink sink(Deadline deadline) {
        return new RecordingSink(CONTENT, deadline, 1 << 20);
    }

    private static void unpack(RecordingSink sink, Script script) throws StopUnpacking {
        Unpackers.of(List.of(new Scripted(script))).unpack(ContentType.ZIP, CONTENT, sink);
    }
}

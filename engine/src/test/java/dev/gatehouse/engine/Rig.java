package dev.gatehouse.engine;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.unpack.Unpackers;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** A scanner over boxes and needles, with small limits on demand. */
final class Rig {

    final NeedleBackend needles = new NeedleBackend();
    final Boxes.Unpacker unpacker = new Boxes.Unpacker();
    final Scanner scanner;

    Rig() {
        this(options -> options);
    }

    Rig(UnaryOperator<ScannerOptions> options) {
        this.scanner = scanner(Lineup.of(1, List.of(Seat.of("needles", Role.PRIMARY, needles))), options);
    }

    Rig(List<Seat> seats) {
        this(seats, LineupPolicy.DEFAULT);
    }

    Rig(List<Seat> seats, LineupPolicy policy) {
        this(Lineup.of(1, seats, policy));
    }

    Rig(Lineup lineup) {
        this.scanner = scanner(lineup, options -> options);
    }

    /** Every match, no cache. */
    static ScannerOptions thorough(ScannerOptions options) {
        return options.withAllMatches(true).withCacheBytes(0);
    }

    Scanner scanner(Lineup lineup, UnaryOperator<ScannerOptions> options) {
        return new Scanner(
                LineupExchange.only(lineup),
                Boxes.detector(),
                Unpackers.of(List.of(unpacker)),
                options.apply(ScannerOptions.defaults()));
    }

    static List<Seat> seats(Backend primary, Backend second) {
        return List.of(Seat.of("first", Role.PRIMARY, primary), Seat.of("second", Role.SECOND, second));
    }

    ScanReport scan(byte[] bytes) {
        return scanner.scan("file", new MemoryContent(bytes, bytes.length), Deadline.after(Duration.ofMinutes(1)));
    }
}

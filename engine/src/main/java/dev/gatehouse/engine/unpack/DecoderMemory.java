package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.ReasonCode;

/** The bound on a decoder's memory in the units that decoders want. */
final class DecoderMemory {

    private static final int LARGEST_ZSTD_WINDOW_LOG = 31;
    private static final int SMALLEST_ZSTD_WINDOW_LOG = 10;

    private DecoderMemory() {}

    static int kibibytes(PartSink sink) {
        return Math.clamp(sink.decoderMemory() >> 10, 1, Integer.MAX_VALUE);
    }

    /** The largest window, as a power of two, that Zstandard may ask for. */
    static int zstdWindowLog(PartSink sink) {
        int log = 63 - Long.numberOfLeadingZeros(Math.max(1, sink.decoderMemory()));
        return Math.clamp(log, SMALLEST_ZSTD_WINDOW_LOG, LARGEST_ZSTD_WINDOW_LOG);
    }

    /** Refuses what is more than the bound. */
    static void require(long bytes, PartSink sink) throws Fault {
        if (bytes < 0 || bytes > sink.decoderMemory()) {
            throw new Fault(
                    ReasonCode.LIMIT_MEMORY,
                    "the decoder asks for " + Long.toUnsignedString(bytes) + " bytes of memory, allowed are "
                            + sink.decoderMemory());
        }
    }

    /** Refuses more things than a table of a decoder's holds. */
    static void requireFewer(int count, int most) throws Fault {
        if (count > most) {
            throw new Fault(ReasonCode.LIMIT_MEMORY, "more than " + most + " entries of a table");
        }
    }
}

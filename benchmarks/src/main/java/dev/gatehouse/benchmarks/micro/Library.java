package dev.gatehouse.benchmarks.micro;

import java.io.IOException;
import java.util.List;

/** What there is to find strings of bytes with. */
public enum Library {
    /** Gatehouse's matcher. */
    GATEHOUSE,
    /** org.ahocorasick: nodes with maps, over characters. */
    AHOCORASICK,
    /** com.hankcs: a double array, over characters. */
    DOUBLE_ARRAY_TRIE,
    /** Intel's Hyperscan through its Java binding's native layer, over bytes. */
    HYPERSCAN;

    /** An engine for these strings. */
    LiteralEngine open(List<byte[]> literals) throws IOException {
        return switch (this) {
            case GATEHOUSE -> LiteralEngine.Ours.of(literals);
            case AHOCORASICK -> LiteralEngine.Ahocorasick.of(literals);
            case DOUBLE_ARRAY_TRIE -> LiteralEngine.DoubleArray.of(literals);
            case HYPERSCAN -> HyperscanEngine.of(literals);
        };
    }
}

package dev.gatehouse.benchmarks.micro;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import dev.gatehouse.signatures.Match;
import dev.gatehouse.signatures.Matcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.ahocorasick.trie.Trie;

/** Something that finds which of many strings of bytes occur in some bytes. */
sealed interface LiteralEngine extends AutoCloseable
        permits LiteralEngine.Ours, LiteralEngine.Ahocorasick, LiteralEngine.DoubleArray, HyperscanEngine {

    /** The strings that occur, by their index. */
    BitSet find(byte[] bytes) throws IOException;

    @Override
    default void close() {}

    /** A string with one character for each byte. */
    private static String characters(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Gatehouse. */
    record Ours(Matcher matcher) implements LiteralEngine {

        static Ours of(List<byte[]> literals) throws IOException {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < literals.size(); i++) {
                lines.add(i + ":0:*:" + HexFormat.of().formatHex(literals.get(i)));
            }
            return new Ours(Matchers.of(lines, "ndb"));
        }

        @Override
        public BitSet find(byte[] bytes) throws IOException {
            BitSet found = new BitSet();
            for (Match match : matcher.match(new MemorySpecimen(bytes, Set.of()), true, () -> false)
                    .matches()) {
                found.set(Integer.parseInt(match.name()));
            }
            return found;
        }
    }

    /** org.ahocorasick. */
    record Ahocorasick(Trie trie, TreeMap<String, Integer> indexes) implements LiteralEngine {

        static Ahocorasick of(List<byte[]> literals) {
            Trie.TrieBuilder builder = Trie.builder();
            TreeMap<String, Integer> indexes = new TreeMap<>();
            for (int i = 0; i < literals.size(); i++) {
                builder.addKeyword(characters(literals.get(i)));
                indexes.put(characters(literals.get(i)), i);
            }
            return new Ahocorasick(builder.build(), indexes);
        }

        @Override
        public BitSet find(byte[] bytes) {
            BitSet found = new BitSet();
            trie.parseText(characters(bytes), emit -> {
                found.set(indexes.getOrDefault(emit.getKeyword(), 0));
                return true;
            });
            return found;
        }
    }

    /** com.hankcs. */
    record DoubleArray(AhoCorasickDoubleArrayTrie<Integer> trie) implements LiteralEngine {

        static DoubleArray of(List<byte[]> literals) {
            TreeMap<String, Integer> indexes = new TreeMap<>();
            for (int i = 0; i < literals.size(); i++) {
                indexes.put(characters(literals.get(i)), i);
            }
            AhoCorasickDoubleArrayTrie<Integer> trie = new AhoCorasickDoubleArrayTrie<>();
            trie.build(indexes);
            return new DoubleArray(trie);
        }

        @Override
        public BitSet find(byte[] bytes) {
            BitSet found = new BitSet();
            trie.parseText(characters(bytes), (int _, int _, Integer index) -> found.set(index));
            return found;
        }
    }
}

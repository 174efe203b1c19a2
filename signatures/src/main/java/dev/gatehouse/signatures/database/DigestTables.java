package dev.gatehouse.signatures.database;

import dev.gatehouse.signatures.model.Digest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Digests of all algorithms that serve one purpose, with their names. */
public final class DigestTables {

    private final List<DigestTable> tables;
    private final ByteTable names;

    /** Tables over their parts. */
    public DigestTables(List<DigestTable> tables, ByteTable names) {
        this.tables = List.copyOf(tables);
        this.names = names;
    }

    /** How many digests there are. */
    public long size() {
        return tables.stream().mapToLong(DigestTable::size).sum();
    }

    /** The tables that hold something, one an algorithm. */
    public List<DigestTable> tables() {
        return tables;
    }

    /** The pool of names. */
    public ByteTable names() {
        return names;
    }

    /** The name at an index of the pool of names. */
    public String name(int index) {
        return names.string(index);
    }

    /** Makes tables. */
    public static final class Builder {

        /** Fewer digests are sorted sooner than threads are started. */
        private static final long MANY = 100_000;

        private final Map<Digest.Algorithm, DigestTable.Builder> builders = new EnumMap<>(Digest.Algorithm.class);
        private final ByteTable.Builder names = new ByteTable.Builder();

        /** Adds a digest; see {@link DigestTable.Builder#add}. */
        public void add(Digest digest, OptionalLong size, String name) {
            builders.computeIfAbsent(digest.algorithm(), DigestTable.Builder::new)
                    .add(digest, size, names.addString(name));
        }

        /** How many digests were added. */
        public long size() {
            return builders.values().stream()
                    .mapToLong(DigestTable.Builder::size)
                    .sum();
        }

        /** All tables; the builder may not be used afterwards. */
        public DigestTables build() {
            boolean many = size() >= MANY;
            Stream<DigestTable.Builder> each = many ? builders.values().parallelStream() : builders.values().stream();
            return new DigestTables(each.map(DigestTable.Builder::build).toList(), names.build());
        }
    }
}

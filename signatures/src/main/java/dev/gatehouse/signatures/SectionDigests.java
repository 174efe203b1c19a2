package dev.gatehouse.signatures;

import dev.gatehouse.signatures.database.DigestTable;
import dev.gatehouse.signatures.database.DigestTables;
import dev.gatehouse.signatures.executable.ExecutableLayout;
import dev.gatehouse.signatures.model.Digest;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Finds sections of Windows programs by their digests. For one thread. */
final class SectionDigests {

    private static final int BUFFER_BYTES = 64 << 10;
    /** Sections of real programs lie side by side, and so cost one pass an algorithm. */
    private static final long MOST_PASSES = 4;
    /** So much is digested whatever the file's size. */
    private static final long ALWAYS_BYTES = 1 << 20;

    private final DigestTables tables;
    private final byte[] buffer;

    SectionDigests(DigestTables tables) {
        this.tables = tables;
        this.buffer = new byte[tables.size() == 0 ? 0 : BUFFER_BYTES];
    }

    /**
     * Adds the names of all sections that are known.
     *
     * @return whether all sections were looked at; not when they lie over one another so often that digesting them all
     *     would take many times as long as reading the file
     */
    boolean find(ByteSource source, ExecutableLayout layout, List<Match> matches, BooleanSupplier stop)
            throws IOException {
        long allowance = Math.max(ALWAYS_BYTES, MOST_PASSES * source.size());
        boolean complete = true;
        Set<ExecutableLayout.Section> sections = new LinkedHashSet<>(layout.sections());
        for (DigestTable table : tables.tables()) {
            for (ExecutableLayout.Section section : sections) {
                if (section.size() > 0 && table.mayHold(section.size()) && !stop.getAsBoolean()) {
                    allowance -= section.size();
                    if (allowance < 0) {
                        complete = false;
                        continue;
                    }
                    byte[] digest = digest(table.algorithm(), source, section, stop);
                    for (int name : table.find(digest, section.size())) {
                        matches.add(new Match(tables.name(name), OptionalLong.empty()));
                    }
                }
            }
        }
        return complete;
    }

    private byte[] digest(
            Digest.Algorithm algorithm, ByteSource source, ExecutableLayout.Section section, BooleanSupplier stop)
            throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(algorithm.jcaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm.jcaName(), e);
        }
        long position = section.offset();
        long end = section.offset() + section.size();
        while (position < end && !stop.getAsBoolean()) {
            int count = source.read(position, buffer, 0, (int) Math.min(buffer.length, end - position));
            if (count == 0) {
                break;
            }
            digest.update(buffer, 0, count);
            position += count;
        }
        return digest.digest();
    }
}

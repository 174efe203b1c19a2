package dev.gatehouse.signatures.executable;

import dev.gatehouse.signatures.executable.PeReader.PeSection;
import java.util.List;
import java.util.Optional;

/**
 * Where in a PE's file the bytes of an address in memory are. An address within the headers is its own offset; of
 * sections that overlap, the last one counts.
 */
final class AddressMap {

    private final List<PeSection> sections;
    private final long headerSize;
    private final long fileSize;

    AddressMap(List<PeSection> sections, long headerSize, long fileSize) {
        this.sections = sections;
        this.headerSize = headerSize;
        this.fileSize = fileSize;
    }

    /** The offset of an address from the image's base, or nothing when it has no bytes in the file. */
    Optional<Long> offsetOf(long address) {
        if (address < headerSize) {
            return address < fileSize ? Optional.of(address) : Optional.empty();
        }
        for (int i = sections.size() - 1; i >= 0; i--) {
            PeSection section = sections.get(i);
            if (section.address() <= address && address - section.address() < section.size()) {
                return Optional.of(address - section.address() + section.offset());
            }
        }
        return Optional.empty();
    }
}

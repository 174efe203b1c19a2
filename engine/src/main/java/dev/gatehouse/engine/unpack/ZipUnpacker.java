package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Zip and its kin, read in both ways that programs read it: by every central directory there is, and by the local
 * headers from the first byte to the last. See the package's description for why.
 */
final class ZipUnpacker implements Unpacker {

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.ZIP);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        ByteView view = new ByteView(content, sink.deadline());
        ZipMembers members = new ZipMembers(content, view, sink);
        List<ZipDirectory> directories = ZipDirectory.atEnd(view);
        for (ZipDirectory directory : directories) {
            if (!belongsToMember(directory, view, members)) {
                readDirectory(directory, view, members, sink);
            }
        }
        ZipLocalWalk walk = new ZipLocalWalk(view, members, directories);
        walk.run();
        for (ZipDirectory directory : walk.moreDirectories()) {
            readDirectory(directory, view, members, sink);
        }
        if (directories.isEmpty() && walk.moreDirectories().isEmpty()) {
            sink.reason(new Reason(ReasonCode.TRUNCATED, "the zip has no central directory"));
        } else if (!directories.isEmpty()) {
            JoinedStreams.trailing(view, directories.getFirst().recordEnd(), sink);
        }
    }

    /**
     * Whether an end record is but bytes of a member of a directory read before: of a whole archive in a stored member,
     * which is opened by itself, or the four bytes of the signature by chance.
     */
    private static boolean belongsToMember(ZipDirectory directory, ByteView view, ZipMembers members)
            throws IOException {
        return view.has(directory.start(), ZipHeader.CENTRAL_SIGNATURE)
                ? members.storedWhole(directory.shift(), directory.recordEnd())
                : members.skip(directory.end()) > directory.end();
    }

    private static void readDirectory(ZipDirectory directory, ByteView view, ZipMembers members, PartSink sink)
            throws IOException {
        if (directory.disks()) {
            sink.reason(new Reason(ReasonCode.MULTI_VOLUME, "the zip has more volumes than this one"));
        }
        ZipOverlaps overlaps = ZipOverlaps.of(directory, view);
        Set<Long> offsets = new HashSet<>();
        long entries = 0;
        long at = directory.start();
        try {
            while (at < directory.end() && view.has(at, ZipHeader.CENTRAL_SIGNATURE)) {
                ZipHeader header = ZipHeader.central(view, at);
                at = header.end();
                entries++;
                if (!offsets.add(header.localOffset())) {
                    members.overlapping();
                } else if (overlaps.sharesBytes(header.localOffset())) {
                    members.overlappingCentral(header, directory.shift());
                } else {
                    members.central(header, directory.shift());
                }
            }
        } catch (EOFException _) {
            sink.reason(new Reason(ReasonCode.TRUNCATED, "the zip's central directory is cut"));
        }
        if ((entries & 0xffff) != (directory.entries() & 0xffff) && !directory.disks()) {
            sink.reason(new Reason(
                    ReasonCode.MALFORMED,
                    "the zip's directory has " + entries + " entries, declared are "
                            + Long.toUnsignedString(directory.entries())));
        }
    }
}

package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import java.io.BufferedInputStream;
import java.util.ArrayList;
import java.util.List;

/** The attachment that is being read: its data waits for its name, which comes later. Everything else is given at once. */
final class TnefParts {

    /** An attachment has one or two. */
    private static final int MOST_WAITING = 64;

    private record Stretch(long position, long length) {}

    private final Content content;
    private final PartSink sink;
    private final List<Stretch> waiting = new ArrayList<>();
    private String title = "";
    private boolean longTitle;

    TnefParts(Content content, PartSink sink) {
        this.content = content;
        this.sink = sink;
    }

    /** Names the attachment; a long name takes the place of a short one. */
    void title(String name, boolean isLong) {
        if (!name.isEmpty() && (isLong || !longTitle)) {
            title = name;
            longTitle = isLong;
        }
    }

    /** A stretch that is the attachment's data. */
    void attachment(long position, long length) throws StopUnpacking {
        waiting.add(new Stretch(position, length));
        if (waiting.size() == MOST_WAITING) {
            give();
        }
    }

    /** A stretch that is something else. */
    void give(String name, long position, long length) throws StopUnpacking {
        sink.slice(Member.sized(name, length), position, length);
    }

    /** A packed body. */
    void compressedRtf(long position, long length) throws StopUnpacking {
        give("body.lzfu", position, length);
        SourceStream packed = new SourceStream(content, position, position + length, sink.deadline());
        sink.part(Member.named("body.rtf"), CompressedRtf.of(new BufferedInputStream(packed)));
    }

    /** Ends the attachment; the next may begin. */
    void flush() throws StopUnpacking {
        give();
        title = "";
        longTitle = false;
    }

    private void give() throws StopUnpacking {
        for (Stretch stretch : waiting) {
            sink.slice(Member.sized(title, stretch.length), stretch.position, stretch.length);
        }
        waiting.clear();
    }
}

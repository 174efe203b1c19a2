package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.InputStream;

/** Takes the parts that an unpacker finds. Each is scanned, and whatever it holds, before the call returns. */
public interface PartSink {

    /**
     * A part whose bytes come from a decoder. The stream is read to its end, within the budget; it is not closed. What
     * the stream throws becomes a reason of this part, whose bytes up to there are still judged; the unpacker goes on.
     *
     * @throws StopUnpacking if the budget allows nothing more
     */
    void part(Member member, InputStream bytes) throws StopUnpacking;

    /**
     * A part that lies as it is within the container's content.
     *
     * @param position bytes from the container's start
     * @param length bytes; what reaches past the container's end is cut off and noted as truncated
     * @throws StopUnpacking if the budget allows nothing more
     */
    void slice(Member member, long position, long length) throws StopUnpacking;

    /**
     * A member that cannot be opened: encrypted, of an unknown method.
     *
     * @throws StopUnpacking if the budget allows nothing more
     */
    void unreadable(Member member, Reason reason) throws StopUnpacking;

    /** Something of the container itself that was not looked at: a part that nobody decodes, a lying header. */
    void reason(Reason reason);

    /** The deadline of the scan, for loops of the unpacker's own. */
    Deadline deadline();

    /** The most memory that a decoder may ask for, in bytes; more is {@link ReasonCode#LIMIT_MEMORY}. */
    long decoderMemory();
}

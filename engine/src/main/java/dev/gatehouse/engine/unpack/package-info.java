/**
 * Turns a part into the parts that it holds. {@link dev.gatehouse.engine.unpack.Unpackers} names every format and is the
 * only door; behind it stands one small class a format.
 *
 * <p>An archive is read by many programs, and they do not all read the same. Whoever wants a file past a gate makes one
 * that the gate reads one way and the victim another. So an unpacker does not ask which reading is right: it gives
 * every member that any reading shows, and says what it could not read.
 *
 * <h2>Zip has two views</h2>
 *
 * <p>A zip tells of each member twice: in a local header before its data, and in the central directory at the end.
 * Most programs believe the central directory; those that read a stream believe the local headers, as it is all they
 * have. For example:
 *
 * <pre>
 *   local header "a.txt"   data      a harmless text
 *   local header "b.exe"   data      shown by no central entry: only a streaming reader sees it
 *   central entry "a.txt"
 *   end record
 * </pre>
 *
 * <p>And the two may disagree about one and the same member: stored here and deflated there, 10 bytes here and 10 MB
 * there, {@code readme.txt} here and {@code setup.exe} there. There may be several end records as well: one in the
 * comment of another, one of a zip that was appended to a zip. {@code ZipUnpacker} reads every central directory that
 * it finds, then walks over the file for local headers outside the members known by then, and where the headers of a
 * member disagree it opens it both ways. What is equal in all that matters (where the data starts, by what method,
 * how long if stored) is opened once: a thousand entries that point at one member cost as much as one entry. Members
 * that share bytes without being equal, which is how the other zip bombs are made, yield no more than a bounded number
 * of bytes together, and that they overlap is a reason. A stored member that holds a whole zip shares bytes with nobody:
 * that zip's directory is its own.
 *
 * <h2>Streams go on</h2>
 *
 * <p>gzip, bzip2, xz, zstd and LZ4 allow one stream after another, and their tools decode all of them; many libraries
 * stop after the first. {@code JoinedStreams} decodes all as one part. What follows the last stream, and is not
 * padding, most tools ignore with a warning: it becomes a part named {@code trailing}. The same holds behind the end
 * mark of a tar, the trailer of a cpio, the header of a 7z.
 *
 * <h2>Damage does not hide</h2>
 *
 * <p>A damaged archive may open on the victim's machine, whose program is more patient. So all bytes before a fault
 * are given ({@code SalvagingStream}), a tar is taken up again at its next header, and each fault is a {@link
 * dev.gatehouse.spi.Reason}: nothing that was not looked at passes as clean.
 *
 * <h2>Parsers are not trusted</h2>
 *
 * <p>{@code ByteView}, {@code SourceStream} and {@code WatchedChannel} stand between every parser and the content, and
 * stop it when the deadline has passed. {@code GuardedSink} stands between it and the sink. Whatever it throws, running
 * out of memory included, becomes a reason.
 */
@NullMarked
package dev.gatehouse.engine.unpack;

import org.jspecify.annotations.NullMarked;

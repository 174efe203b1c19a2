/**
 * From patterns to something that can be searched for.
 *
 * <p>A pattern is cut into <em>segments</em> wherever bytes may be skipped without a small bound ({@code *}, <code>
 * {100-9000}</code>). A segment is of bounded length, so it can be verified around one place; the way from one segment
 * to the next is carried as state. {@code 6162{2}63*(64|65)66} has the segments {@code 6162????63} and {@code
 * (64|65)66}, linked by a gap without bound.
 *
 * <p>Each segment contributes one <em>anchor</em>: a fixed byte string, as rare as the segment has one, by which the
 * scan notices it. An anchor of 11 bytes is entered as four grams of 8 bytes, at its offsets 0 to 3; whatever the
 * alignment, a scan that looks at every fourth position sees exactly one of them:
 *
 * <pre>
 * anchor        61 62 63 64 65 66 67 68 69 6a 6b
 * gram +0       [---------------------]
 * gram +1          [---------------------]
 * gram +2             [---------------------]
 * gram +3                [---------------------]
 * scan looks    |           |           |           |
 * </pre>
 *
 * Shorter anchors have grams of 4 bytes with a smaller stride, or of 2 bytes; a segment without two fixed bytes in a
 * row is tried at every position, and is known by name for what it costs.
 */
@NullMarked
package dev.gatehouse.signatures.compile;

import org.jspecify.annotations.NullMarked;

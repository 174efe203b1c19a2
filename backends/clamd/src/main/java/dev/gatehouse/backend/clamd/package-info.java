/**
 * ClamAV's daemon behind the SPI, over a unix socket or TCP.
 *
 * <p>Subjects are streamed to it ({@code INSTREAM}) within sessions ({@code IDSESSION}): one connection carries many
 * scans, each answer is headed by the number of its command, and answers come in whatever order clamd finishes. A
 * session sends one subject at a time, and the next while clamd still looks at the one before:
 *
 * <pre>{@code
 * > zIDSESSION NUL
 * > zINSTREAM NUL  length data  length data  0          the first subject
 * > zINSTREAM NUL  length data  0                       the second
 * < 2: stream: OK NUL
 * < 1: stream: Win.Trojan.Agent-1 FOUND NUL
 * }</pre>
 *
 * <p>A {@link dev.gatehouse.backend.clamd.Session} is one such connection, a {@link
 * dev.gatehouse.backend.clamd.SessionPool} keeps several and opens them anew when clamd goes and comes back, and {@link
 * dev.gatehouse.backend.clamd.Judgement} makes outcomes of answers. The protocol is described in clamd(8).
 */
@NullMarked
package dev.gatehouse.backend.clamd;

import org.jspecify.annotations.NullMarked;

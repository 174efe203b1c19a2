/**
 * The mail filter protocol of Sendmail and Postfix (milter), versions 2 to 6, on the filter's side.
 *
 * <p>The MTA connects, and both agree on what the MTA sends and which of it is answered. For each message it then sends
 * header lines, pieces of the body and the end, upon which the verdict is due:
 *
 * <pre>
 * MTA                                     filter
 * O version 6, may all, can all      →
 *                                    ←    O version 6, wants headers changed, no HELO, no answers until the end
 * D i=4XYZ                           →         (macros are never answered)
 * L Subject: hello                   →         (no answer was agreed; protocol 2 would want "c")
 * B 65535 bytes of the body          →
 *                                    ←    c, or s: spare me the rest
 * E                                  →
 *                                    ←    p   while the scan lasts
 *                                    ←    m 2 X-Virus-Status  (an outsider's: gone)
 *                                    ←    h X-Virus-Status: Clean
 *                                    ←    c
 * </pre>
 *
 * <p>The numbers and letters are those of libmilter's {@code mfdef.h}; what Postfix does with them is in its {@code
 * milter8.c}. A message is passed only when its verdict or the operator's policy says so: whatever breaks on the way is
 * answered with a temporary failure, or with a closed connection, upon which the MTA takes its own default action.
 */
@NullMarked
package dev.gatehouse.gateway.milter;

import org.jspecify.annotations.NullMarked;

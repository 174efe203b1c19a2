/**
 * How mail is read: where its parts lie, and how their bytes are decoded. Knows nothing of sinks and budgets; {@code
 * MailUnpacker} one floor up turns what is found here into parts.
 *
 * <h2>All readings</h2>
 *
 * <p>The same mail is read differently by different programs, and whoever wants a file past a gate makes a mail that the
 * gate reads one way and the victim's program another. So nothing here asks which reading is right. {@link
 * dev.gatehouse.engine.unpack.mail.MailStructure} gives every piece that some reading shows, each once:
 *
 * <pre>
 *   Content-Type: multipart/mixed; boundary="a"
 *   Content-Type: multipart/mixed; boundary="b"      both boundaries are used
 *   Content-Transfer-Encoding: 7bit
 *   Content-Transfer-Encoding: base64                both encodings are tried
 *
 *   --c                                              no header tells of c, yet a part's
 *   Content-Type: application/octet-stream           header begins here: it is read as one
 *   Content-Transfer-Encoding: base64
 * </pre>
 *
 * <p>What only a damaged or a hostile mail has costs nothing elsewhere: an ordinary mail has one reading, and yields each
 * of its parts once. docs/mail.md lists the readings.
 *
 * <h2>One pass</h2>
 *
 * <p>{@link dev.gatehouse.engine.unpack.mail.LineMarks} passes once over all bytes and notes the few lines that matter.
 * The tree of parts is then made from the marks, as stretches of the mail; bodies are decoded by streams that their
 * reader pulls, so no body is ever in memory. Fields' parameters, encoded words and RFC 2231 are read by Apache James
 * mime4j.
 */
@NullMarked
package dev.gatehouse.engine.unpack.mail;

import org.jspecify.annotations.NullMarked;

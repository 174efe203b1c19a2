/**
 * Any scanner that speaks ICAP (RFC 3507), behind the SPI.
 *
 * <p>ICAP was made for web proxies: the client wraps a file as an HTTP response (RESPMOD) or upload (REQMOD), and the
 * server gives back what the proxy shall pass on. There is no verdict in the protocol. Servers say it in extension
 * headers that each vendor reads otherwise, or only by what they give back: nothing (204), the same bytes, other bytes,
 * or a page that says why not. So the way from a reply to an outcome has three steps:
 *
 * <ol>
 *   <li>{@link dev.gatehouse.backend.icap.Exchange} sends one file and reads one {@link
 *       dev.gatehouse.backend.icap.Reply}: status, headers, what became of the body (compared byte by byte with the
 *       file), and how much of the file the server had when it answered.
 *   <li>{@link dev.gatehouse.backend.icap.Profile} says, as data, what one product means by its headers.
 *   <li>{@link dev.gatehouse.backend.icap.Judgement} applies the one to the other. The worst of all signals counts, and
 *       nothing is clean unless the server had every byte and gave the file back as it was.
 * </ol>
 *
 * <p>How much the server had matters because ICAP servers pass files unscanned: by type, by size, when their licence
 * ends. They mostly decide after the preview, the first bytes of a file. Therefore the preview always holds back at
 * least one byte: a server that is content with the preview has not scanned the file.
 */
@NullMarked
package dev.gatehouse.backend.icap;

import org.jspecify.annotations.NullMarked;

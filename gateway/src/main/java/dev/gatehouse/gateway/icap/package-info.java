/**
 * The ICAP server, RFC 3507: web proxies and mail gateways hand over a request or an answer, and get it back, or a page
 * that stands in for it.
 *
 * <p>A message goes this way: {@code RequestHead} (the ICAP header) → {@code Encapsulated} (where the HTTP heads and the
 * body lie) → {@code ChunkedBody} (the body, into the gate as it arrives) → {@code Judgement} (what becomes of it) →
 * {@code Reply}. A body is kept within the gate's bounds, never in the memory of this package, and nothing of it goes
 * back before all of it was scanned.
 */
@NullMarked
package dev.gatehouse.gateway.icap;

import org.jspecify.annotations.NullMarked;

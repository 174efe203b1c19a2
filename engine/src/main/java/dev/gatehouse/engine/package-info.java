/**
 * Three nouns: {@code Lineup → Scanner → ScanReport}. A lineup of open backends is immutable and shared; the scanner
 * sends files through it; the report is the tree of all that was opened, with findings and reasons.
 *
 * <p>The journey of a file, say {@code mail.gz} around {@code invoice.zip} around {@code invoice.js}:
 *
 * <ol>
 *   <li>{@code FileSource} opens it. Up to 1 MiB it is read whole; a larger file is read by position.
 *   <li>Its digest is looked up: an identical part was perhaps judged before, and what came of it is taken over.
 *   <li>Its types are told, all that apply, and every backend of the lineup is heard.
 *   <li>It is opened as each of its types. The unpacker hands {@code invoice.zip} to a sink as a stream, which is taken
 *       within the budget, in memory or in a file without a name, and goes the same way from step 2 on, and so does
 *       {@code invoice.js}, before the unpacker's call returns. So no more than one chain of parts exists at a time.
 *   <li>What came of it is kept for the next identical part, unless something other than its bytes had a hand in it.
 * </ol>
 *
 * <p>Whatever goes wrong on the way is a {@link dev.gatehouse.spi.Reason} at the part where it went wrong, and the scan
 * goes on with the next part. What is known so far is in a journal that a watchdog can read at any time: when a parser
 * loops, which nothing in Java can end, a {@link dev.gatehouse.engine.ScanPool} leaves its thread to itself and reports
 * what is in the journal.
 */
@NullMarked
package dev.gatehouse.engine;

import org.jspecify.annotations.NullMarked;

/**
 * What a scan says while it runs and when it ends. A {@link dev.gatehouse.cli.output.Reporter} is told of each file; one
 * class a format writes text in clamscan's shape, one JSON document, or a JSON line a file. A {@link
 * dev.gatehouse.cli.output.Tally} counts, and its {@link dev.gatehouse.cli.output.Summary} ends every format.
 */
@NullMarked
package dev.gatehouse.cli.output;

import org.jspecify.annotations.NullMarked;

/**
 * Three nouns: {@code Lineup → Scanner → ScanReport}. A lineup of open backends is immutable and shared; the scanner
 * sends files through it; the report is the tree of all that was opened, with findings and reasons.
 */
@NullMarked
package dev.gatehouse.engine;

import org.jspecify.annotations.NullMarked;

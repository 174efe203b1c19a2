/**
 * Makes signature databases in ClamAV's text formats that are of realistic size and shape and match nothing in the corpus:
 * body patterns cut from other ordinary files and altered, or made of bytes that look like code; digests that are random.
 * The same seed gives the same database, and a smaller one is the beginning of a larger one.
 */
@NullMarked
package dev.gatehouse.benchmarks.database;

import org.jspecify.annotations.NullMarked;

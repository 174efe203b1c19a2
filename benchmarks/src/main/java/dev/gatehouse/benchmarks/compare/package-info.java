/**
 * Runs whole processes of Gatehouse and its peers over the same files with the same database, by turns, and writes what
 * they cost: wall time, processor time, peak memory, and what they found.
 */
@NullMarked
package dev.gatehouse.benchmarks.compare;

import org.jspecify.annotations.NullMarked;

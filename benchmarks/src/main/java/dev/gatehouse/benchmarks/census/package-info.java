/** Counts how common byte pairs are in ordinary files, for the choice of anchors. */
@NullMarked
package dev.gatehouse.benchmarks.census;

import org.jspecify.annotations.NullMarked;

/** Gathers ordinary files of every kind from Debian packages and Maven artifacts, the same ones each time. */
@NullMarked
package dev.gatehouse.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;

/**
 * Measures Gatehouse beside its peers: {@code corpus} gathers ordinary files, {@code database} makes signature databases
 * of realistic size, {@code compare} runs whole processes over both, {@code micro} holds the JMH benchmarks,
 * {@code census} counts how common byte pairs are. Everything is deterministic given the same packages.
 */
@NullMarked
package dev.gatehouse.benchmarks;

import org.jspecify.annotations.NullMarked;

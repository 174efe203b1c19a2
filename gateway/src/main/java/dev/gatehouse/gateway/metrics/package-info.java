/**
 * How the process that serves is doing, in figures and in a word, at an own port of this machine: {@code /metrics} for
 * Prometheus, {@code /health} and {@code /ready} for whoever starts and balances it. docs/serve.md lists the metrics.
 */
@NullMarked
package dev.gatehouse.gateway.metrics;

import org.jspecify.annotations.NullMarked;

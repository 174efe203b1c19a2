/** Draws line charts as SVG. */
@NullMarked
package dev.gatehouse.benchmarks.chart;

import org.jspecify.annotations.NullMarked;

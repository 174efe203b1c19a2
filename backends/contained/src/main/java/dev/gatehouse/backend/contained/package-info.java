/**
 * Runs another backend in child processes that its code cannot leave, so that an engine nobody can look into, or rules
 * from elsewhere, may judge files without the gate trusting them with more than those files.
 *
 * <p>A child is a Java virtual machine in a sandbox ({@code launch}). It scans one part at a time: what a part does to
 * it costs that one scan, and whoever ends a scan may end the child. Parts cross in memory that both see but only the
 * gate writes, or as an opened file, never through a pipe; what goes to and fro besides are small messages ({@code
 * wire}), and whatever a child says is checked before it is believed. The other end lives in {@code child}.
 *
 * <p>Before any foreign code is loaded the child gives up what is left to it and tries out, from within, what it cannot
 * do. What it found is what the operator is told, and what {@code require} is measured by.
 */
@NullMarked
package dev.gatehouse.backend.contained;

import org.jspecify.annotations.NullMarked;

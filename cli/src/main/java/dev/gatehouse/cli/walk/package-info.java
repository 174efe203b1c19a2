/**
 * Turns the paths of a command line into files, one after another, in memory that does not grow with the tree. {@link
 * dev.gatehouse.cli.walk.FileWalk} hands out {@link dev.gatehouse.cli.walk.WalkStep}s: a file to scan, or a place that
 * is left out and why. Names are kept as the bytes that the file system holds, whatever the locale makes of them.
 */
@NullMarked
package dev.gatehouse.cli.walk;

import org.jspecify.annotations.NullMarked;

/**
 * Engines beside each other over the same files. A {@link dev.gatehouse.cli.compare.Contender} is an engine that takes
 * part, alone in a lineup of its own; a {@link dev.gatehouse.cli.compare.ComparisonRun} puts every file to each of them
 * and tells its {@link dev.gatehouse.cli.compare.Audience}s of each, one a form: text, JSON, a page. What is counted on the
 * way becomes the {@link dev.gatehouse.cli.compare.Comparison} at the end. What is held does not grow with the number of
 * files.
 */
@NullMarked
package dev.gatehouse.cli.compare;

import org.jspecify.annotations.NullMarked;

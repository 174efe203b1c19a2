/**
 * Any command-line scanner behind the SPI. A {@link dev.gatehouse.backend.command.Profile}, written in YAML, says how
 * the program is called, how it is given files, and what its exit codes and its lines of output mean:
 *
 * <pre>{@code
 * arguments: [--no-summary, "{more}", "{files}"]
 * give: batch
 * exit-codes: {clean: [0], infected: [1]}
 * patterns:
 *   infected: '^(?<file>.*): (?<name>\S+) FOUND$'
 *   clean: '^(?<file>.*): OK$'
 * }</pre>
 *
 * <p>A {@link dev.gatehouse.backend.command.ChildProcess} is one run of the program, {@link
 * dev.gatehouse.backend.command.Runs} lets as many run at once as is allowed and gives waiting files to one run where
 * the profile allows it, and {@link dev.gatehouse.backend.command.Interpreter} makes outcomes of what was printed. No
 * shell is ever involved, and every path is absolute: a file's name cannot become an option or a command.
 */
@NullMarked
package dev.gatehouse.backend.command;

import org.jspecify.annotations.NullMarked;

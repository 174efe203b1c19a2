/** Groups of command-line options, each turned into the record that it stands for. */
@NullMarked
package dev.gatehouse.cli.options;

import org.jspecify.annotations.NullMarked;

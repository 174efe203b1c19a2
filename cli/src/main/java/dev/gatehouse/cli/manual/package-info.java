/** Written at build time, from the commands themselves: the completion script, the manual page, and files to train on. */
@NullMarked
package dev.gatehouse.cli.manual;

import org.jspecify.annotations.NullMarked;

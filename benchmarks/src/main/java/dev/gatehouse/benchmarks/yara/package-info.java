/** The YARA backend beside the {@code yara} command: whole processes, the same rules, the same files. */
@NullMarked
package dev.gatehouse.benchmarks.yara;

import org.jspecify.annotations.NullMarked;

/** Section tables and entry points of programs, for anchored offsets and section digests. */
@NullMarked
package dev.gatehouse.signatures.executable;

import org.jspecify.annotations.NullMarked;

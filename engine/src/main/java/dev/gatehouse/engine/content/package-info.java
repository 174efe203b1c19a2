/** The bytes of a part, wherever they live: in a file, in memory, or spilled to a private temporary file. */
@NullMarked
package dev.gatehouse.engine.content;

import org.jspecify.annotations.NullMarked;

/** What bytes can be read as: every reading, not the best guess. */
@NullMarked
package dev.gatehouse.engine.type;

import org.jspecify.annotations.NullMarked;

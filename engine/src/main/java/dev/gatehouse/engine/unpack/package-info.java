/** One small class a format turns a part into the parts that it holds; the registry names them all. */
@NullMarked
package dev.gatehouse.engine.unpack;

import org.jspecify.annotations.NullMarked;

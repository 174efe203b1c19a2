/** What a file may cost: depth, parts, bytes, ratio, time; charged as it is spent. */
@NullMarked
package dev.gatehouse.engine.budget;

import org.jspecify.annotations.NullMarked;

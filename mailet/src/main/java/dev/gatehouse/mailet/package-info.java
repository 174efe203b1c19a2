/** The gate inside Apache James: a mailet, and how it is configured. */
@NullMarked
package dev.gatehouse.mailet;

import org.jspecify.annotations.NullMarked;

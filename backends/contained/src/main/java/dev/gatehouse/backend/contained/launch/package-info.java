/** How a child is started: the sandbox around it, its limits, and its end. */
@NullMarked
package dev.gatehouse.backend.contained.launch;

import org.jspecify.annotations.NullMarked;

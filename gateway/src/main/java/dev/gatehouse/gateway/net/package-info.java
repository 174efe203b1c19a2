/** Listeners and connections, whatever is spoken on them. */
@NullMarked
package dev.gatehouse.gateway.net;

import org.jspecify.annotations.NullMarked;

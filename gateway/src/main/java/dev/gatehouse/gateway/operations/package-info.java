/**
 * The process that serves: it opens the lineup and the listeners, follows what changes, tells how it is, and ends without
 * leaving a request unanswered. {@link dev.gatehouse.gateway.operations.Protocols} is where a protocol is registered.
 */
@NullMarked
package dev.gatehouse.gateway.operations;

import org.jspecify.annotations.NullMarked;

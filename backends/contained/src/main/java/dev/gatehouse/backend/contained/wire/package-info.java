/** What the gate and a child say to each other: packets over a unix socket, each one message, with at most one file. */
@NullMarked
package dev.gatehouse.backend.contained.wire;

import org.jspecify.annotations.NullMarked;

/** The real mail gateways of Debian in front of the clamd listener. */
@NullMarked
package dev.gatehouse.gateway.peers;

import org.jspecify.annotations.NullMarked;

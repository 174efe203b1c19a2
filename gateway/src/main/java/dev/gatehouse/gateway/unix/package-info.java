/**
 * Unix sockets over which descriptors come, through java.lang.foreign: the platform's own sockets drop them.
 *
 * <p>No descriptor here ever blocks a thread. Every connection has a virtual thread of its own, as elsewhere; a native
 * call that waited would hold the carrier under it, of which there are as many as processors. So sockets are
 * non-blocking, one platform thread waits for all of them in {@code epoll_wait(2)}, edge-triggered, and wakes who waits.
 * The other way, a platform thread for each connection in a blocking {@code recvmsg(2)}, costs a thread's start with
 * every connection, and mail gateways open one for each message.
 */
@NullMarked
package dev.gatehouse.gateway.unix;

import org.jspecify.annotations.NullMarked;

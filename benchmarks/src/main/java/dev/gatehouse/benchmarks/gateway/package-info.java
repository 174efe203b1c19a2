/**
 * A mail gateway's view of two daemons: messages of its clients, through clamd's protocol, answered by clamd and by
 * {@code gatehouse serve} by turns. {@link dev.gatehouse.benchmarks.gateway.GatewayCommand} starts both, a {@link
 * dev.gatehouse.benchmarks.gateway.LoadClient} in a process of its own sends, and the servers' processor time and memory
 * are read from the system.
 */
@NullMarked
package dev.gatehouse.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;

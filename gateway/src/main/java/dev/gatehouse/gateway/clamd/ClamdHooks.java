package dev.gatehouse.gateway.clamd;

/**
 * What a client may ask of the service itself, where its listener allows it. Each is called on the connection's thread
 * and must not wait.
 *
 * @param reload reads signatures and lineup again
 * @param shutdown ends the service gracefully
 */
public record ClamdHooks(Runnable reload, Runnable shutdown) {}

package dev.gatehouse.gateway.net;

import dev.gatehouse.engine.ScanReport;
import java.time.Duration;
import java.util.Optional;

/**
 * One request that was answered.
 *
 * @param id names the request from the socket to the verdict
 * @param protocol what was spoken
 * @param peer who asked
 * @param request what was asked for: the command, the method, the step
 * @param subject what it was about: a path, a queue id, a URL; empty where there is nothing
 * @param bytes how many bytes of content came with it
 * @param report what the scan told; nothing where nothing was scanned
 * @param answer what the client was told, in the protocol's words
 * @param time from the request's first byte to the answer's last
 */
public record Served(
        String id,
        String protocol,
        String peer,
        String request,
        String subject,
        long bytes,
        Optional<ScanReport> report,
        String answer,
        Duration time) {}

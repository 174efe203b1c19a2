package dev.gatehouse.gateway.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a listener listens. */
public sealed interface Endpoint {

    /**
     * A TCP port.
     *
     * @param address host and port; port 0 takes any that is free
     */
    record Tcp(InetSocketAddress address) implements Endpoint {
        @Override
        public String toString() {
            String host = address.getAddress().getHostAddress();
            return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        }
    }

    /**
     * A unix socket.
     *
     * @param path its file, made by the listener and deleted with it
     * @param mode the permissions of the file, as in {@code rw-rw----}; nothing for the owner's alone
     * @param group the group that the file is given; nothing for the process's
     */
    record Unix(Path path, Optional<String> mode, Optional<String> group) implements Endpoint {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * Reads an address as it is written in configuration: {@code 127.0.0.1:3310}, {@code [::1]:3310}, {@code
     * tcp:127.0.0.1:3310} or {@code unix:/run/gatehouse/clamd.sock}; a path alone is a unix socket.
     *
     * @throws IllegalArgumentException if it is none of these; the message is for the operator
     */
    static Endpoint of(String text) {
        if (text.startsWith("unix:") || text.startsWith("/")) {
            String path = text.startsWith("/") ? text : text.substring("unix:".length());
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("the path of a unix socket must be absolute: " + text);
            }
            return new Unix(Path.of(path), Optional.empty(), Optional.empty());
        }
        String address = text.startsWith("tcp:") ? text.substring("tcp:".length()) : text;
        int colon = address.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("'" + text + "' is no address: HOST:PORT or unix:/PATH");
        }
        String host = address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            return new Tcp(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + host + "' is no address of this machine", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + address.substring(colon + 1) + "' is no port", e);
        }
    }
}

package dev.gatehouse.backend.icap;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a service is.
 *
 * @param tls whether the connection is encrypted: {@code icaps}
 * @param host a name or address
 * @param port the port
 * @param service the path without its first slash; empty if none was given
 */
record IcapAddress(boolean tls, String host, int port, String service) {

    /** RFC 3507, section 4.1. */
    private static final int PORT = 1344;
    /** By custom; the RFC has no port for it. */
    private static final int TLS_PORT = 11344;

    /**
     * Reads {@code icap://scanner:1344/avscan}.
     *
     * @throws IllegalArgumentException with what is wrong, for the operator
     */
    static IcapAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL: " + text, e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("icaps");
        String host = uri.getHost();
        if ((!tls && !scheme.equals("icap"))
                || host == null
                || uri.getUserInfo() != null
                || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "must be icap://host:port/service or icaps://host:port/service, not " + text);
        }
        int port = uri.getPort() < 0 ? (tls ? TLS_PORT : PORT) : uri.getPort();
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("must have a port from 1 to 65535: " + text);
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new IcapAddress(tls, host, port, (path.startsWith("/") ? path.substring(1) : path) + query);
    }

    /** The same server with another service. */
    IcapAddress withService(String other) {
        return new IcapAddress(tls, host, port, other);
    }

    /** Host and port. */
    String authority() {
        return host + ":" + port;
    }

    /** The whole URL; its scheme is {@code icap} with TLS too, as servers expect it. */
    String uri() {
        return "icap://" + authority() + "/" + service;
    }

    /** As an operator writes it. */
    @Override
    public String toString() {
        return (tls ? "icaps://" : "icap://") + authority() + "/" + service;
    }
}

package dev.gatehouse.gateway.icap;

/** What a client may ask for, RFC 3507 section 4.3.2. */
public enum IcapMethod {
    /** What a service can do. */
    OPTIONS,
    /** A look at an HTTP request: an upload. */
    REQMOD,
    /** A look at an HTTP response: a download. */
    RESPMOD
}

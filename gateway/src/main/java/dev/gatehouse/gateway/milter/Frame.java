package dev.gatehouse.gateway.milter;

import java.nio.ByteBuffer;

/**
 * What lies between two lengths on the wire.
 *
 * @param letter tells what it is
 * @param data the rest; a view of the connection's buffer, valid until the next frame is read
 */
record Frame(byte letter, ByteBuffer data) {}

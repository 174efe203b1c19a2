/**
 * What clamd speaks, so that whatever asks a clamd can ask the gate instead. docs/gateways.md tells what is answered to
 * whom.
 *
 * <p>A client sends commands in one of three forms: {@code PING\n} or only {@code PING}, which is one packet and the last
 * that it says; {@code nPING\n}; and {@code zPING\0}. Every answer ends as its command did. One command is answered and
 * the connection closed, unless the command is IDSESSION: then commands may follow one another without waiting, each
 * answer begins with its command's number, and answers come as scans end.
 *
 * <p>After INSTREAM come the bytes: pieces of a 4-byte length, most significant byte first, and so many bytes; a length
 * of 0 ends them.
 *
 * <p>Text is bytes here: a {@code String} of a command, a path or an answer has one character for each byte.
 */
@NullMarked
package dev.gatehouse.gateway.clamd;

import org.jspecify.annotations.NullMarked;

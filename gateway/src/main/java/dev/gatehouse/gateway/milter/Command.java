package dev.gatehouse.gateway.milter;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * What an MTA sends. Texts hold one byte in each character (ISO 8859-1), so that nothing of what arrived is lost; pieces
 * of a body are views of the connection's buffer, valid until the next command is read.
 */
sealed interface Command {

    /**
     * What the MTA can do, {@code O}; once, at the start.
     *
     * @param version of the protocol
     * @param actions bits of what a filter may do, {@code SMFIF_}
     * @param steps bits of what a filter may be spared, {@code SMFIP_}
     */
    record Negotiate(int version, int actions, int steps) implements Command {}

    /**
     * Values of the MTA's variables, {@code D}.
     *
     * @param stage the letter of the command that they belong to
     * @param values by their names, {@code i} or {@code {client_addr}}
     */
    record Macros(byte stage, Map<String, String> values) implements Command {
        /** Copies the values. */
        public Macros {
            values = Map.copyOf(values);
        }
    }

    /**
     * A client connected to the MTA, {@code C}.
     *
     * @param host its name, or its address in brackets
     * @param address its address; empty where the family has none
     */
    record Connect(String host, String address) implements Command {}

    /** The client's greeting, {@code H}. */
    record Helo(String name) implements Command {}

    /** A message's sender, {@code M}, with its brackets. */
    record Mail(String sender, List<String> options) implements Command {
        /** Copies the options. */
        public Mail {
            options = List.copyOf(options);
        }
    }

    /** A recipient, {@code R}, with its brackets. */
    record Recipient(String address, List<String> options) implements Command {
        /** Copies the options. */
        public Recipient {
            options = List.copyOf(options);
        }
    }

    /** The envelope is complete, {@code T}. */
    record Data() implements Command {}

    /**
     * A header line, {@code L}.
     *
     * @param name what stands before the colon
     * @param value what stands behind it, its lines joined by LF; without its first space, unless that was agreed
     */
    record Header(String name, String value) implements Command {}

    /** The empty line, {@code N}. */
    record EndOfHeaders() implements Command {}

    /** The body's next bytes, {@code B}. */
    record Body(ByteBuffer bytes) implements Command {}

    /** The message's end, {@code E}; it may bring the body's last bytes. */
    record EndOfMessage(ByteBuffer bytes) implements Command {}

    /** The message is not to be, {@code A}; the connection stays. */
    record Abort() implements Command {}

    /** A command that the MTA does not know, {@code U}. */
    record UnknownSmtp(String line) implements Command {}

    /** The client left, {@code Q}. */
    record Quit() implements Command {}

    /** The client left and another follows on this connection, with what was agreed, {@code K}. */
    record Next() implements Command {}
}

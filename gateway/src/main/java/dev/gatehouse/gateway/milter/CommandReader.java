package dev.gatehouse.gateway.milter;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a frame as a command. */
final class CommandReader {

    private final ByteBuffer data;

    private CommandReader(ByteBuffer data) {
        this.data = data;
    }

    /**
     * Reads a frame.
     *
     * @throws ProtocolException if no such command is known, or it breaks its own form
     */
    static Command read(Frame frame) throws ProtocolException {
        CommandReader reader = new CommandReader(frame.data());
        return switch (frame.letter()) {
            case 'O' -> reader.negotiate();
            case 'D' -> reader.macros();
            case 'C' -> reader.connect();
            case 'H' -> new Command.Helo(reader.text("a greeting"));
            case 'M' -> new Command.Mail(reader.text("a sender"), reader.texts());
            case 'R' -> new Command.Recipient(reader.text("a recipient"), reader.texts());
            case 'T' -> new Command.Data();
            case 'L' -> new Command.Header(reader.text("a header's name"), reader.text("a header's value"));
            case 'N' -> new Command.EndOfHeaders();
            case 'B' -> new Command.Body(frame.data());
            case 'E' -> new Command.EndOfMessage(frame.data());
            case 'A' -> new Command.Abort();
            case 'U' -> new Command.UnknownSmtp(reader.text("a command line"));
            case 'Q' -> new Command.Quit();
            case 'K' -> new Command.Next();
            default -> throw new ProtocolException("no command has the code " + frame.letter());
        };
    }

    private Command negotiate() throws ProtocolException {
        if (data.remaining() < 3 * Integer.BYTES) {
            throw new ProtocolException("a negotiation of " + data.remaining() + " bytes");
        }
        return new Command.Negotiate(data.getInt(), data.getInt(), data.getInt());
    }

    private Command macros() throws ProtocolException {
        if (!data.hasRemaining()) {
            throw new ProtocolException("macros of no command");
        }
        byte stage = data.get();
        Map<String, String> values = new HashMap<>();
        while (data.hasRemaining()) {
            values.put(text("a macro's name"), text("a macro's value"));
        }
        return new Command.Macros(stage, values);
    }

    /** Name, family, and for all but the unknown family a port and an address; without its port in some MTAs' unix. */
    private Command connect() throws ProtocolException {
        String host = text("a host's name");
        if (!data.hasRemaining() || data.get() == 'U' || data.remaining() < Short.BYTES) {
            return new Command.Connect(host, "");
        }
        data.getShort();
        return new Command.Connect(host, data.hasRemaining() ? text("an address") : "");
    }

    private List<String> texts() throws ProtocolException {
        List<String> texts = new ArrayList<>();
        while (data.hasRemaining()) {
            texts.add(text("an option"));
        }
        return texts;
    }

    /** The bytes up to the next 0. */
    private String text(String what) throws ProtocolException {
        int length = 0;
        while (length < data.remaining() && data.get(data.position() + length) != 0) {
            length++;
        }
        if (length == data.remaining()) {
            throw new ProtocolException(what + " has no end");
        }
        byte[] bytes = new byte[length];
        data.get(bytes).get();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

package dev.gatehouse.gateway.admin;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Lines of the operator's socket, version {@value #VERSION}. */
public final class AdminLine {

    /** Changes when a field changes its meaning or goes; not when one is added. */
    public static final int VERSION = 1;

    /** No request is longer, in bytes. */
    public static final int MAX_REQUEST_BYTES = 4096;

    private static final JsonFactory JSON = new JsonFactory();

    private AdminLine() {}

    /** A request that makes no sense; the message is for who sent it. */
    static final class BadRequestException extends Exception {

        private static final long serialVersionUID = 1L;

        BadRequestException(String message) {
            super(message);
        }
    }

    /** The line that asks for something, its end included. */
    public static byte[] request(AdminCommand command) {
        return line(json -> {
            json.writeNumberProperty("version", VERSION);
            json.writeStringProperty("command", command.id());
        });
    }

    /** What a line asks for. */
    static AdminCommand command(byte[] line, int length) throws BadRequestException {
        int version = 0;
        String command = "";
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRequestException("a request is one JSON object on a line");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "version" -> version = json.getIntValue();
                    case "command" -> command = json.getString();
                    default -> throw new BadRequestException("unknown field; there are version and command");
                }
            }
        } catch (JacksonException e) {
            throw new BadRequestException("a request is one JSON object on a line");
        }
        if (version != VERSION) {
            throw new BadRequestException("this is version " + VERSION + " of the operator's socket, not " + version);
        }
        return AdminCommand.of(command)
                .orElseThrow(() ->
                        new BadRequestException("no such command; there are " + String.join(", ", AdminCommand.ids())));
    }

    /** The answer when all went well. */
    static byte[] answer(Consumer<JsonGenerator> fields) {
        return line(json -> {
            json.writeNumberProperty("version", VERSION);
            json.writeBooleanProperty("ok", true);
            fields.accept(json);
        });
    }

    /** The answer when something did not. */
    static byte[] refusal(String message) {
        return line(json -> {
            json.writeNumberProperty("version", VERSION);
            json.writeBooleanProperty("ok", false);
            json.writeStringProperty("error", message);
        });
    }

    private static byte[] line(Consumer<JsonGenerator> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}

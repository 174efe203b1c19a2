package dev.gatehouse.gateway.admin;

import dev.gatehouse.gateway.admin.AdminLine.BadRequestException;
import dev.gatehouse.gateway.admin.Administration.Outcome;
import dev.gatehouse.gateway.net.Link;
import dev.gatehouse.gateway.net.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Speaks with operators: a line asks, a line answers, as often as they like. */
public final class AdminProtocol implements Protocol {

    private final Administration administration;

    /** Asks and tells these. */
    public AdminProtocol(Administration administration) {
        this.administration = administration;
    }

    @Override
    public String name() {
        return "admin";
    }

    @Override
    public void serve(Link link) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(AdminLine.MAX_REQUEST_BYTES);
        int count = link.readFirst(line);
        while (count >= 0) {
            int end = endOfLine(line);
            if (end >= 0) {
                byte[] answer = answer(line.array(), end);
                line.flip().position(end + 1);
                line.compact();
                link.write(ByteBuffer.wrap(answer));
            } else if (!line.hasRemaining()) {
                link.write(ByteBuffer.wrap(AdminLine.refusal("a request is one JSON object on a short line")));
                return;
            }
            if (endOfLine(line) < 0) {
                count = line.position() == 0 ? link.readFirst(line) : link.read(line);
            }
        }
    }

    private static int endOfLine(ByteBuffer line) {
        for (int i = 0; i < line.position(); i++) {
            if (line.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private byte[] answer(byte[] line, int length) {
        try {
            return switch (AdminLine.command(line, length)) {
                case STATUS -> AdminLine.answer(administration::status);
                case LINEUP -> AdminLine.answer(administration::lineup);
                case RELOAD ->
                    switch (administration.reload()) {
                        case Outcome.Done(var fields) -> AdminLine.answer(fields);
                        case Outcome.Refused(String message) -> AdminLine.refusal(message);
                    };
                case SHUTDOWN -> {
                    administration.shutdown();
                    yield AdminLine.answer(_ -> {});
                }
            };
        } catch (BadRequestException e) {
            return AdminLine.refusal(String.valueOf(e.getMessage()));
        }
    }
}

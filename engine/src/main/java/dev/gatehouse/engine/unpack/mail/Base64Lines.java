package dev.gatehouse.engine.unpack.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** The lines of a block begun by {@code begin-base64}, up to one of equals signs alone. POSIX, uuencode -m. */
record Base64Lines(LineInput lines) implements BlockBytes.Lines {

    @Override
    public boolean decode(BlockBytes into) throws IOException {
        if (!lines.line() || lines.has("====")) {
            return false;
        }
        ByteArrayInputStream line = new ByteArrayInputStream(lines.bytes(), lines.start(), lines.end() - lines.start());
        byte[] decoded = new Base64Stream(line, Base64Stream.Reading.RESTART).readAllBytes();
        into.put(decoded, 0, decoded.length);
        return true;
    }
}

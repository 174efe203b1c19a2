package dev.gatehouse.engine.unpack.mail;

import dev.gatehouse.spi.Reason;
import java.io.IOException;

/** Takes what is found in a mail. */
public interface MailPieces {

    /**
     * A piece, given once however many readings show it.
     *
     * @throws IOException if no more is wanted
     */
    void leaf(Leaf leaf) throws IOException;

    /** Something of the mail that nobody looks at. */
    void reason(Reason reason);
}

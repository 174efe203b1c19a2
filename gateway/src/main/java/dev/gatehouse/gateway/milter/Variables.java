package dev.gatehouse.gateway.milter;

import java.util.Map;

/** What the MTA's macros tell that is of use here. They come with any command, and the last one holds. */
final class Variables {

    private static final String PRODUCT = "Gatehouse";

    private String queueId = "";
    private String host = "";

    /** Takes the values that came. */
    void set(Command.Macros macros) {
        Map<String, String> values = macros.values();
        queueId = ReplyText.safe(values.getOrDefault("i", values.getOrDefault("{i}", queueId)));
        host = ReplyText.safe(values.getOrDefault("j", values.getOrDefault("{j}", host)));
    }

    /** The name that the message has in the MTA's queue and logs; empty while none is known. */
    String queueId() {
        return queueId;
    }

    /** What {@code X-Virus-Scanned} says: the product, and the host that it works for if that is known. */
    String scanner() {
        return host.isEmpty() ? PRODUCT : PRODUCT + " at " + host;
    }

    /** The message is over. */
    void forgetMessage() {
        queueId = "";
    }

    /** The client is gone. */
    void clear() {
        queueId = "";
        host = "";
    }
}

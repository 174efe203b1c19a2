package dev.gatehouse.gateway.icap;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The ICAP header of an answer. Whatever comes from a message becomes plain ASCII without line ends. */
final class Reply {

    /** So many violations are told; the first line still counts them. */
    private static final int MOST_VIOLATIONS = 16;

    private static final int LONGEST_WORD = 200;

    private final StringBuilder text = new StringBuilder(512);

    Reply(Status status, String tag) {
        text.append(status.line()).append("\r\n");
        field("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(Clock.system(ZoneOffset.UTC))));
        field("Server", "Gatehouse");
        field("ISTag", "\"" + tag + "\"");
    }

    Reply field(String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** Tells that it is the last on its connection, where it is. */
    Reply closing(boolean closes) {
        return closes ? field("Connection", "close") : this;
    }

    /**
     * Tells why a message was blocked: draft-stecher-icap-subid sections 3.2 to 3.6 and what vendors send.
     *
     * @param judgement with at least one violation
     */
    Reply blocked(Judgement judgement) {
        List<Violation> all = judgement.violations();
        Violation first = all.getFirst();
        field("X-Infection-Found", "Type=" + first.type() + "; Resolution=2; Threat=" + word(first.name()) + ";");
        if (first.type() == 0) {
            field("X-Virus-ID", word(first.name()));
        }
        List<Violation> told = all.stream().limit(MOST_VIOLATIONS).toList();
        text.append("X-Violations-Found: ").append(told.size()).append("\r\n");
        for (Violation each : told) {
            String part = each.part().isEmpty() ? "-" : word(String.join("/", each.part()));
            text.append('\t').append(part).append("\r\n\t");
            text.append(word(each.name())).append("\r\n\t").append(each.type()).append("\r\n\t2\r\n");
        }
        field("X-Response-Info", "Blocked");
        return field("X-Response-Desc", line(judgement.words()));
    }

    /** A name that stands between separators. */
    private static String word(String value) {
        String plain = line(value).replace(';', '_').replace(',', '_');
        return plain.isEmpty() ? "-" : plain;
    }

    /** Words that stand alone. */
    static String line(String value) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < Math.min(value.length(), LONGEST_WORD); i++) {
            char letter = value.charAt(i);
            plain.append(letter >= ' ' && letter < 0x7f ? letter : '_');
        }
        return plain.toString().strip();
    }

    /** Its bytes, with the empty line. */
    byte[] bytes() {
        return (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}

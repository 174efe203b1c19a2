package dev.gatehouse.engine.unpack.mail;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the header of a part tells of its body, in all readings of it at once.
 *
 * @param types media types in lower case; none where no field tells
 * @param boundaries of the parts within
 * @param encodings at least one
 * @param values of the fields that may tell the part's name, the better ones first
 */
record PartFields(Set<String> types, Set<String> boundaries, Set<TransferEncoding> encodings, List<String> values) {

    static PartFields of(List<Header.Field> fields) {
        Set<String> types = new LinkedHashSet<>();
        Set<String> boundaries = new LinkedHashSet<>();
        Set<TransferEncoding> encodings = EnumSet.noneOf(TransferEncoding.class);
        List<String> values = new ArrayList<>();
        for (Header.Field field : fields) {
            switch (field.name()) {
                case "content-type" -> {
                    addType(field.value(), types);
                    Boundaries.of(field.value(), boundaries);
                    values.addLast(field.value());
                }
                case "content-disposition" -> values.addFirst(field.value());
                case "content-transfer-encoding" -> encodings.addAll(TransferEncoding.of(field.value()));
                default -> {}
            }
        }
        if (encodings.isEmpty()) {
            encodings.add(TransferEncoding.IDENTITY);
        }
        return new PartFields(types, boundaries, encodings, values);
    }

    /** The type as it stands before the parameters, and any that decides much wherever it stands. */
    private static void addType(String value, Set<String> types) {
        String lower = value.toLowerCase(Locale.ROOT).replaceAll("[\\s\"]+", "");
        for (String telling : List.of("multipart/", "message/")) {
            int at = lower.indexOf(telling);
            if (at > 0) {
                types.add(upToParameters(lower.substring(at)));
            }
        }
        types.add(upToParameters(lower));
    }

    private static String upToParameters(String type) {
        int end = 0;
        while (end < type.length() && ";,()".indexOf(type.charAt(end)) < 0) {
            end++;
        }
        return type.substring(0, end);
    }

    /** Whether some reading of it is a multipart. */
    boolean multipart() {
        return !boundaries.isEmpty() || any("multipart/");
    }

    /** Whether some reading of it is no multipart. */
    boolean leaf() {
        return !multipart() || types.stream().anyMatch(type -> !type.startsWith("multipart/"));
    }

    /** Whether a type begins so. */
    boolean any(String start) {
        for (String type : types) {
            if (type.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the body is a message with a header of its own. RFC 2046, 5.2.1; RFC 6532, 3.7. */
    boolean message() {
        return any("message/rfc822") || any("message/global") || any("message/news") || wholePartial();
    }

    /** Whether it is a fragment of a message. RFC 2046, 5.2.2. */
    boolean fragment() {
        return any("message/partial") && !wholePartial();
    }

    private boolean wholePartial() {
        return any("message/partial") && "1".equals(PartNames.parameter(values, "total"));
    }

    /** Whether the body is text to be shown, so that files encoded within it are opened too. */
    boolean text() {
        return types.isEmpty() || any("text") || any("message/") || any("application/octet-stream");
    }

    /** The name that the header gives the part; empty if it gives none. */
    String name() {
        return PartNames.of(values);
    }
}

package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.DiagnosticCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signatures that are not to be loaded. A line is a name; a name and the MD5 of the signature's whole line, so that
 * only that version is ignored; or, as old lists have it, a database, a line number and a name, of which the name
 * alone counts.
 */
final class IgnoreList implements LineParser {

    private static final String FORM = "name, name:md5 or database:line:name";
    private static final String UNOFFICIAL = ".UNOFFICIAL";
    private static final int MD5_DIGITS = 32;

    /** By name: the MD5s of the lines that are ignored, or an empty list when every line of that name is. */
    private final Map<String, List<String>> entries = new HashMap<>();

    private final Fields fields = new Fields();

    @Override
    public void parse(LineReader line, Tally tally) {
        fields.split(line);
        switch (fields.count()) {
            case 1 -> entries.put(fields.name(0), List.of());
            case 2 -> {
                String digest = md5(1);
                String name = fields.name(0);
                List<String> known = entries.get(name);
                if (known == null) {
                    entries.put(name, new ArrayList<>(List.of(digest)));
                } else if (!known.isEmpty()) {
                    known.add(digest);
                }
            }
            case 3 -> entries.put(fields.name(2), List.of());
            default -> throw fields.wrongCount(FORM);
        }
    }

    private String md5(int field) {
        String text = fields.text(field).toLowerCase(java.util.Locale.ROOT);
        if (text.length() != MD5_DIGITS || !text.chars().allMatch(c -> HexFormat.isHexDigit(c))) {
            throw fields.wrong(
                    field,
                    DiagnosticCode.GH1004,
                    "the second field is the MD5 of the line to ignore, 32 hexadecimal digits",
                    "leave it out to ignore every signature of that name");
        }
        return text;
    }

    /** Whether a signature of this name, written in this line, is to be left out. */
    boolean contains(String name, LineReader line) {
        if (entries.isEmpty()) {
            return false;
        }
        List<String> digests = entries.get(plainName(name));
        return digests != null && (digests.isEmpty() || digests.contains(md5(line.copy())));
    }

    /** The name as lists give it: without a part's mark {@code .{...}} and without what clamscan adds to names. */
    private static String plainName(String name) {
        if (name.endsWith("}")) {
            int mark = name.indexOf(".{");
            return mark > 0 ? name.substring(0, mark) : name;
        }
        return Optional.of(name)
                .filter(n -> n.endsWith(UNOFFICIAL) && n.length() > UNOFFICIAL.length())
                .map(n -> n.substring(0, n.length() - UNOFFICIAL.length()))
                .orElse(name);
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}

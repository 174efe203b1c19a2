package dev.gatehouse.benchmarks.yara;

import java.util.List;
import java.util.Random;

/**
 * Rules in the mixture that published collections have: about half text and half hex patterns, a few regular
 * expressions, conditions that look at the header, the size and how many patterns are there. The seed is fixed.
 */
final class RuleSet {

    /** Pieces of what rules look for, so that patterns begin and end as often in ordinary files as real ones do. */
    private static final List<String> PIECES = List.of(
            "http://",
            "www.",
            ".com/",
            "cmd.exe",
            " /c ",
            "\\System32\\",
            "Windows",
            "Mozilla/5.0",
            "User-Agent: ",
            "password",
            "user",
            "admin",
            "login",
            "Software\\Microsoft",
            "CurrentVersion",
            "\\Run",
            "kernel32",
            ".dll",
            "GetProc",
            "Address",
            "Load",
            "Library",
            "Virtual",
            "Alloc",
            "Create",
            "Remote",
            "Thread",
            "Process",
            "Write",
            "Memory",
            "Internet",
            "Open",
            "Url",
            "Connect",
            "socket",
            "send",
            "recv",
            "/bin/sh",
            "/tmp/",
            "/etc/",
            "passwd",
            "chmod ",
            "wget ",
            "curl ",
            "base64",
            "eval(",
            "exec",
            "script",
            "powershell",
            "-enc",
            "hidden",
            "key",
            "error",
            "file",
            "data",
            "config",
            "update",
            "server",
            "client",
            "host",
            "port",
            "%s",
            "%d",
            "version",
            "install",
            "service");

    private static final String LETTERS = "etaoinshrdlucmfwypvbgkqjxz0123456789_";

    /** Bytes that are common in machine code. */
    private static final int[] CODE = {
        0x00, 0x8B, 0x89, 0xFF, 0x48, 0xE8, 0x24, 0x0F, 0x83, 0xC0, 0x45, 0x4D, 0x85, 0x74
    };

    private final Random random = new Random(25);

    private RuleSet() {}

    /** So many rules, as text. */
    static String of(int rules) {
        RuleSet set = new RuleSet();
        StringBuilder text = new StringBuilder("import \"pe\"\n");
        for (int i = 0; i < rules; i++) {
            set.rule(text, i);
        }
        return text.toString();
    }

    private void rule(StringBuilder text, int number) {
        int patterns = 1 + random.nextInt(6);
        text.append("rule Made_")
                .append(number)
                .append(" : made {\n meta: number = ")
                .append(number);
        text.append("\n strings:\n");
        for (int i = 0; i < patterns; i++) {
            text.append("  $s").append(i).append(" = ").append(pattern()).append('\n');
        }
        text.append(" condition: ").append(condition(patterns)).append("\n}\n");
    }

    private String pattern() {
        int kind = random.nextInt(100);
        if (kind < 52) {
            return '"' + words(8 + random.nextInt(24)).replace("\\", "\\\\") + '"' + modifiers();
        }
        return kind < 97 ? hex() : regex();
    }

    private String words(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            if (random.nextInt(3) == 0) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            } else {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }

    private String modifiers() {
        int kind = random.nextInt(100);
        if (kind < 25) {
            return " fullword ascii";
        }
        if (kind < 50) {
            return " wide ascii";
        }
        return kind < 57 ? " nocase" : "";
    }

    private String hex() {
        StringBuilder text = new StringBuilder("{");
        int length = 10 + random.nextInt(40);
        for (int i = 0; i < length; i++) {
            boolean inside = i > 4 && i < length - 1;
            if (inside && random.nextInt(8) == 0) {
                text.append(random.nextInt(4) == 0 ? " [1-4]" : " ??");
            } else {
                text.append(" %02X"
                        .formatted(random.nextInt(3) == 0 ? CODE[random.nextInt(CODE.length)] : random.nextInt(256)));
            }
        }
        return text.append(" }").toString();
    }

    private String regex() {
        String start = words(5).replaceAll("[^A-Za-z0-9]", "");
        return "/" + start + "[0-9a-f]{4,16}\\.(exe|dll|so)/" + (random.nextBoolean() ? " nocase" : "");
    }

    private String condition(int patterns) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "uint16(0) == 0x5A4D and filesize < " + (1 + random.nextInt(9)) + "MB and any of them";
            case 3 -> "uint32(0) == 0x464C457F and all of them";
            case 4 -> "pe.is_pe and pe.number_of_sections > 3 and 1 of them";
            case 5 -> "$s0 at 0 or all of them";
            case 6 -> "#s0 > 1 and any of them";
            case 7 -> patterns > 1 ? "2 of them" : "$s0";
            default -> "all of them";
        };
    }
}

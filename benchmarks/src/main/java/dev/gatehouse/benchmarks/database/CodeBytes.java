package dev.gatehouse.benchmarks.database;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Bytes that look like machine code: common instructions of x86 with operands of their own. */
final class CodeBytes {

    /** An instruction's first bytes, a character each, and how many bytes of operands follow. */
    private record Form(String opcode, int operand) {}

    private static final Form[] FORMS = {
        form("8b45", 1), form("8945", 1), form("8b4d", 1), form("e8", 4), form("6a", 1), form("68", 4),
        form("ff15", 4), form("83c4", 1), form("83ec", 1), form("33c0", 0), form("85c0", 0), form("74", 1),
        form("75", 1), form("0f84", 4), form("0f85", 4), form("c745", 5), form("8d85", 4), form("50", 0),
        form("51", 0), form("56", 0), form("b8", 4), form("b9", 4), form("81", 5), form("488b", 2),
        form("4889", 2), form("488d", 5), form("0fb6", 1), form("31", 1), form("f7", 1), form("c1e0", 1),
        form("a1", 4), form("eb", 1), form("3b", 1), form("660f", 2), form("f20f", 3), form("ff75", 1),
    };

    private CodeBytes() {}

    private static Form form(String opcode, int operand) {
        return new Form(new String(HexFormat.of().parseHex(opcode), StandardCharsets.ISO_8859_1), operand);
    }

    /** So many bytes of code. */
    static byte[] next(int length, RandomGenerator random) {
        byte[] code = new byte[length];
        int at = 0;
        while (at < length) {
            Form form = FORMS[random.nextInt(FORMS.length)];
            for (int i = 0; i < form.opcode().length() && at < length; i++) {
                code[at++] = (byte) form.opcode().charAt(i);
            }
            for (int i = 0; i < form.operand() && at < length; i++) {
                code[at++] = operand(random, i);
            }
        }
        return code;
    }

    /** Operands are small numbers and near distances more often than not. */
    private static byte operand(RandomGenerator random, int index) {
        if (index >= 2 && random.nextInt(3) > 0) {
            return (byte) (random.nextBoolean() ? 0 : 0xff);
        }
        return (byte) random.nextInt(256);
    }
}

package dev.gatehouse.confine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs a filter's program as the kernel would, on one system call. */
final class FilterMachine {

    private static final int INSTRUCTION_BYTES = 8;

    private final byte[] program;

    FilterMachine(byte[] program) {
        this.program = program.clone();
    }

    /** What the program returns. */
    int answer(int architecture, int number, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(0, number).putInt(4, architecture);
        for (int i = 0; i < arguments.length; i++) {
            data.putLong(16 + 8 * i, arguments[i]);
        }
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        int accumulator = 0;
        int at = 0;
        while (true) {
            int place = at * INSTRUCTION_BYTES;
            int ifTrue = Byte.toUnsignedInt(code.get(place + 2));
            int ifFalse = Byte.toUnsignedInt(code.get(place + 3));
            int operand = code.getInt(place + 4);
            at++;
            switch (code.getShort(place)) {
                case 0x20 -> accumulator = data.getInt(operand);
                case 0x54 -> accumulator &= operand;
                case 0x15 -> at += accumulator == operand ? ifTrue : ifFalse;
                case 0x25 -> at += Integer.compareUnsigned(accumulator, operand) > 0 ? ifTrue : ifFalse;
                case 0x45 -> at += (accumulator & operand) != 0 ? ifTrue : ifFalse;
                case 0x06 -> {
                    return operand;
                }
                default -> throw new AssertionError("no such instruction at " + (at - 1));
            }
        }
    }
}

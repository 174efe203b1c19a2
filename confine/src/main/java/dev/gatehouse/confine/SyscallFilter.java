package dev.gatehouse.confine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which system calls are refused: a program in the kernel's classic packet-filter language, run at every call of every
 * thread. Immutable.
 *
 * <p>The program is a list of small questions, from top to bottom: is this the processor that the numbers belong to (if
 * not, the process is killed); is the number one that the table does not know (answered with ENOSYS, so that libraries
 * fall back on what they did before); is it one of the refused (EPERM); then calls of which only some uses are refused,
 * by their arguments. What is left is allowed. The kernel remembers the calls that are allowed whatever their arguments,
 * so their cost is not felt.
 *
 * <p>Threads cannot be told from processes in {@code clone3}, whose arguments lie in memory that a filter cannot read.
 * It is answered with ENOSYS, upon which the C library uses {@code clone}.
 */
public final class SyscallFilter {

    // include/uapi/linux/bpf_common.h: class, size, mode and test of an instruction
    private static final short LOAD_WORD = 0x20;
    private static final short JUMP_EQUAL = 0x15;
    private static final short JUMP_GREATER = 0x25;
    private static final short JUMP_ANY_BIT = 0x45;
    private static final short AND = 0x54;
    private static final short RETURN = 0x06;
    private static final int INSTRUCTION_BYTES = 8;
    private static final int MOST_INSTRUCTIONS = 512;

    // struct seccomp_data of include/uapi/linux/seccomp.h; low halves of the arguments, little-endian
    private static final int NUMBER_OFFSET = 0;
    private static final int ARCHITECTURE_OFFSET = 4;
    private static final int ARGUMENTS_OFFSET = 16;

    private static final int KILL_PROCESS = 0x80000000;
    private static final int ANSWER_ERROR = 0x00050000;
    private static final int ALLOW = 0x7fff0000;

    private static final int CLONE_THREAD = 0x00010000;
    private static final int AF_UNIX = 1;
    private static final int MAP_SHARED_ANONYMOUS = 0x21;

    private static final int SET_MODE_FILTER = 1;
    private static final int FLAG_TSYNC = 1;
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    private final Set<SystemCall> refused;
    private final Set<Partly> partly;

    private SyscallFilter(Set<SystemCall> refused, Set<Partly> partly) {
        this.refused = refused.isEmpty() ? EnumSet.noneOf(SystemCall.class) : EnumSet.copyOf(refused);
        this.partly = partly.isEmpty() ? EnumSet.noneOf(Partly.class) : EnumSet.copyOf(partly);
    }

    /** Calls of which some uses are refused. */
    public enum Partly {
        /** New processes are refused, new threads are not. */
        NO_NEW_PROCESSES,
        /** Sockets other than those of this machine's files are refused. */
        LOCAL_SOCKETS_ONLY,
        /** Memory that is shared and belongs to no file is refused: it counts as nobody's data. */
        NO_SHARED_ANONYMOUS_MEMORY,
        /** Signals to threads of other processes are refused. */
        SIGNALS_TO_ITSELF_ONLY
    }

    /** A filter that refuses nothing that the table knows. */
    public static SyscallFilter allowing() {
        return new SyscallFilter(EnumSet.noneOf(SystemCall.class), EnumSet.noneOf(Partly.class));
    }

    /** This one, which also refuses these groups. */
    public SyscallFilter refusing(CallGroup... groups) {
        Set<SystemCall> more = EnumSet.noneOf(SystemCall.class);
        more.addAll(refused);
        for (CallGroup group : groups) {
            more.addAll(group.calls());
        }
        return new SyscallFilter(more, partly);
    }

    /** This one, which also refuses some uses of calls. */
    public SyscallFilter refusing(Partly... uses) {
        Set<Partly> more = EnumSet.noneOf(Partly.class);
        more.addAll(partly);
        more.addAll(List.of(uses));
        return new SyscallFilter(refused, more);
    }

    /**
     * The program as an array of the kernel's {@code struct sock_filter}: what {@code bwrap --seccomp} reads.
     *
     * @param process the process that signals may be sent to; only looked at with {@link Partly#SIGNALS_TO_ITSELF_ONLY}
     */
    public byte[] program(Architecture architecture, long process) {
        ByteBuffer code =
                ByteBuffer.allocate(MOST_INSTRUCTIONS * INSTRUCTION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        add(code, LOAD_WORD, 0, 0, ARCHITECTURE_OFFSET);
        add(code, JUMP_EQUAL, 1, 0, architecture.auditToken());
        add(code, RETURN, 0, 0, KILL_PROCESS);
        add(code, LOAD_WORD, 0, 0, NUMBER_OFFSET);
        add(code, JUMP_GREATER, 0, 1, SystemCall.HIGHEST);
        answer(code, Linux.ENOSYS);
        for (SystemCall call : refused) {
            OptionalInt number = call.number(architecture);
            if (number.isPresent()) {
                add(code, JUMP_EQUAL, 0, 1, number.getAsInt());
                answer(code, Linux.EPERM);
            }
        }
        for (Partly use : partly) {
            switch (use) {
                case NO_NEW_PROCESSES -> onlyThreads(code, architecture);
                case LOCAL_SOCKETS_ONLY -> {
                    allowedIf(code, architecture, SystemCall.SOCKET, AF_UNIX);
                    allowedIf(code, architecture, SystemCall.SOCKETPAIR, AF_UNIX);
                }
                case NO_SHARED_ANONYMOUS_MEMORY -> onlyPrivateMemory(code, architecture);
                case SIGNALS_TO_ITSELF_ONLY -> {
                    allowedIf(code, architecture, SystemCall.TGKILL, (int) process);
                    allowedIf(code, architecture, SystemCall.RT_TGSIGQUEUEINFO, (int) process);
                }
            }
        }
        add(code, RETURN, 0, 0, ALLOW);
        byte[] program = new byte[code.position()];
        code.flip().get(program);
        return program;
    }

    private static void onlyThreads(ByteBuffer code, Architecture architecture) {
        for (SystemCall call : List.of(SystemCall.FORK, SystemCall.VFORK)) {
            OptionalInt number = call.number(architecture);
            if (number.isPresent()) {
                add(code, JUMP_EQUAL, 0, 1, number.getAsInt());
                answer(code, Linux.EPERM);
            }
        }
        add(code, JUMP_EQUAL, 0, 1, SystemCall.CLONE3.number(architecture).orElseThrow());
        answer(code, Linux.ENOSYS);
        add(code, JUMP_EQUAL, 0, 4, SystemCall.CLONE.number(architecture).orElseThrow());
        add(code, LOAD_WORD, 0, 0, ARGUMENTS_OFFSET);
        add(code, JUMP_ANY_BIT, 1, 0, CLONE_THREAD);
        answer(code, Linux.EPERM);
        add(code, LOAD_WORD, 0, 0, NUMBER_OFFSET);
    }

    private static void onlyPrivateMemory(ByteBuffer code, Architecture architecture) {
        add(code, JUMP_EQUAL, 0, 5, SystemCall.MMAP.number(architecture).orElseThrow());
        add(code, LOAD_WORD, 0, 0, ARGUMENTS_OFFSET + 3 * Long.BYTES);
        add(code, AND, 0, 0, MAP_SHARED_ANONYMOUS);
        add(code, JUMP_EQUAL, 0, 1, MAP_SHARED_ANONYMOUS);
        answer(code, Linux.EPERM);
        add(code, LOAD_WORD, 0, 0, NUMBER_OFFSET);
    }

    private static void allowedIf(ByteBuffer code, Architecture architecture, SystemCall call, int firstArgument) {
        add(code, JUMP_EQUAL, 0, 4, call.number(architecture).orElseThrow());
        add(code, LOAD_WORD, 0, 0, ARGUMENTS_OFFSET);
        add(code, JUMP_EQUAL, 1, 0, firstArgument);
        answer(code, Linux.EPERM);
        add(code, LOAD_WORD, 0, 0, NUMBER_OFFSET);
    }

    private static void answer(ByteBuffer code, int error) {
        add(code, RETURN, 0, 0, ANSWER_ERROR | error);
    }

    private static void add(ByteBuffer code, short instruction, int ifTrue, int ifFalse, int operand) {
        code.putShort(instruction).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
    }

    /**
     * Puts the filter over every thread of this process, now and for good.
     *
     * @return why it could not be done; nothing when it is in force
     */
    public Optional<String> install(Linux linux) {
        byte[] program = program(linux.architecture(), linux.call(SystemCall.GETPID));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment code = arena.allocateFrom(ValueLayout.JAVA_BYTE, program);
            MemorySegment header = arena.allocate(2 * Long.BYTES, Long.BYTES);
            header.set(ValueLayout.JAVA_SHORT, 0, (short) (program.length / INSTRUCTION_BYTES));
            header.set(ValueLayout.JAVA_LONG, Long.BYTES, code.address());
            long promised = linux.call(SystemCall.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
            if (promised != 0) {
                return Optional.of("no_new_privs is refused with error " + -promised);
            }
            long result = linux.call(SystemCall.SECCOMP, SET_MODE_FILTER, FLAG_TSYNC, header.address());
            if (result > 0) {
                return Optional.of("seccomp cannot bind thread " + result);
            }
            return result == 0 ? Optional.empty() : Optional.of("seccomp is refused with error " + -result);
        }
    }
}

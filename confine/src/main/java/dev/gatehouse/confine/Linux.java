package dev.gatehouse.confine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's door: system calls through the C library's {@code syscall(2)}. One function serves for all of them, so
 * that linking it is paid for once, about ten milliseconds in a fresh virtual machine.
 */
public final class Linux {

    /** Not permitted: what our filters answer. */
    public static final int EPERM = 1;
    /** There is no such file. */
    public static final int ENOENT = 2;
    /** There is no such process. */
    public static final int ESRCH = 3;
    /** A signal came first; ask again. */
    public static final int EINTR = 4;
    /** It would have to wait. */
    public static final int EAGAIN = 11;
    /** Access is denied: what Landlock answers. */
    public static final int EACCES = 13;
    /** An argument makes no sense. */
    public static final int EINVAL = 22;
    /** There is no such system call. */
    public static final int ENOSYS = 38;

    private static final int ARGUMENTS = 6;
    private static final Absence NOT_LINUX = new Absence("only Linux on x86-64 and aarch64 can confine a process here");

    private final Architecture architecture;
    private final MethodHandle syscall;
    private final VarHandle errno;
    private final MemoryLayout stateLayout;

    private Linux(Architecture architecture, MethodHandle syscall, MemoryLayout stateLayout) {
        this.architecture = architecture;
        this.syscall = syscall;
        this.stateLayout = stateLayout;
        this.errno = stateLayout.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    }

    /** Why there is no Linux. */
    record Absence(String why) {}

    /** Found once for the process. */
    private static final class Found {
        static final @Nullable Linux LINUX = find();
    }

    /** The kernel below this process; nothing when it is not Linux on a processor that is known. */
    public static Optional<Linux> here() {
        return Optional.ofNullable(Found.LINUX);
    }

    /** What to tell the user when there is none. */
    public static String absence() {
        return NOT_LINUX.why();
    }

    @SuppressWarnings("restricted")
    private static @Nullable Linux find() {
        Optional<Architecture> architecture = Architecture.here();
        if (architecture.isEmpty() || !System.getProperty("os.name").equals("Linux")) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        Optional<MemorySegment> symbol = library.find("syscall");
        if (symbol.isEmpty()) {
            return null;
        }
        ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
        MethodHandle syscall = linker.downcallHandle(
                symbol.get(),
                FunctionDescriptor.of(word, word, word, word, word, word, word, word),
                Linker.Option.captureCallState("errno"));
        return new Linux(architecture.get(), syscall, Linker.Option.captureStateLayout());
    }

    /** The processor. */
    public Architecture architecture() {
        return architecture;
    }

    /**
     * Makes a system call. The thread is held up as long as the kernel takes.
     *
     * @param arguments up to six: numbers, and addresses of memory that lives until the call returns
     * @return what the call returned; when it failed, its error number, negated
     */
    public long call(SystemCall call, long... arguments) {
        if (arguments.length > ARGUMENTS) {
            throw new IllegalArgumentException("a system call has at most 6 arguments: " + arguments.length);
        }
        var number = call.number(architecture);
        if (number.isEmpty()) {
            return -ENOSYS;
        }
        long[] six = new long[ARGUMENTS];
        System.arraycopy(arguments, 0, six, 0, arguments.length);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(stateLayout);
            long result = (long) syscall.invokeExact(
                    state, (long) number.getAsInt(), six[0], six[1], six[2], six[3], six[4], six[5]);
            return result == -1 ? -(int) errno.get(state, 0L) : result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a system call cannot throw", e);
        }
    }
}

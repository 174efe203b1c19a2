package dev.gatehouse.backend.yara;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A function that C calls, with up to five whole numbers or addresses, in one form for all as {@link CFunction} has it:
 * of an argument that is an {@code int} the lower half counts, and what C does not pass may be anything.
 */
@FunctionalInterface
@SuppressWarnings("restricted") // native code is what this is for
interface Callback {

    /** Is called. What it throws ends the process: it must catch everything. */
    long called(long first, long second, long third, long fourth, long fifth);

    /** The address by which C calls it, for as long as the arena lives. */
    default MemorySegment address(Arena arena) {
        FunctionDescriptor form =
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        MethodType type = form.toMethodType();
        try {
            MethodHandle handle = MethodHandles.lookup().findVirtual(Callback.class, "called", type);
            return Linker.nativeLinker().upcallStub(handle.bindTo(this), form, arena);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

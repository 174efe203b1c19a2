package dev.gatehouse.backend.yara;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Makes methods callable from C. What a method so called throws ends the process: each must catch everything. */
@SuppressWarnings("restricted") // native code is what this class is for
final class Upcalls {

    private Upcalls() {}

    /** The address of a method of an object, for as long as the arena lives. */
    static MemorySegment of(
            MethodHandles.Lookup lookup, Object target, String method, FunctionDescriptor descriptor, Arena arena) {
        try {
            MethodHandle handle = lookup.bind(target, method, descriptor.toMethodType());
            return Linker.nativeLinker().upcallStub(handle, descriptor, arena);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.gatehouse.backend.yara;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A function of C that takes up to four whole numbers or addresses, and returns one or nothing. Java makes code of some
 * milliseconds for each form of call; so all are called in one form, with four words. That is right wherever such
 * arguments have registers of their own, in which a function finds those that it expects and looks at no others: System V
 * AMD64 psABI 3.2.3, AAPCS64 6.8. Of a result that is an {@code int}, the lower half counts.
 *
 * <p>Nothing keeps memory alive whose address is passed: its owner must outlive the call.
 *
 * @param address where the function is
 */
@SuppressWarnings("restricted") // native code is what this class is for
record CFunction(MemorySegment address) {

    private static final MethodHandle WORDS = Linker.nativeLinker()
            .downcallHandle(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

    long call() {
        return call(0, 0, 0, 0);
    }

    long call(long first) {
        return call(first, 0, 0, 0);
    }

    long call(long first, long second) {
        return call(first, second, 0, 0);
    }

    long call(long first, long second, long third) {
        return call(first, second, third, 0);
    }

    long call(long first, long second, long third, long fourth) {
        try {
            return (long) WORDS.invokeExact(address, first, second, third, fourth);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** What a call throws; C itself throws nothing. */
    static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }
}

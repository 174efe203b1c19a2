package dev.gatehouse.confine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A fence around files, for the calling thread and every thread and process that it starts from then on; threads that
 * run already stay outside. Stacks with any fence that is there.
 *
 * @param reading what may be read, with all below it; nothing when reading is not fenced in
 * @param writing what may be written, made, renamed and removed, with all below it; nothing when writing is not fenced in
 */
public record Landlock(Optional<List<Path>> reading, Optional<List<Path>> writing) {

    // include/uapi/linux/landlock.h
    private static final int CREATE_RULESET_VERSION = 1;
    private static final int RULE_PATH_BENEATH = 1;
    private static final int RULE_BYTES = 12;
    private static final long EXECUTE = 1;
    private static final long WRITE_FILE = 1 << 1;
    private static final long READ_FILE = 1 << 2;
    private static final long READ_DIR = 1 << 3;
    private static final long REMOVE_AND_MAKE = 0b1_1111_1111_0000;
    private static final long REFER = 1 << 13;
    private static final long TRUNCATE = 1 << 14;
    private static final int VERSION_WITH_REFER = 2;
    private static final int VERSION_WITH_TRUNCATE = 3;

    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final long AT_FDCWD = -100;
    private static final long O_PATH_CLOEXEC = 010000000 | 02000000;

    /** Copies the lists. */
    public Landlock {
        reading = reading.map(List::copyOf);
        writing = writing.map(List::copyOf);
    }

    /** The kernel's version of Landlock; 0 when it offers none. */
    public static int version(Linux linux) {
        return (int) Math.max(0, linux.call(SystemCall.LANDLOCK_CREATE_RULESET, 0, 0, CREATE_RULESET_VERSION));
    }

    /**
     * Puts the fence around the calling thread, for good. Paths that do not exist, or that the process cannot reach
     * anyway, are passed over.
     *
     * @return why it could not be done; nothing when it is in force
     */
    public Optional<String> install(Linux linux) {
        int version = version(linux);
        if (version == 0) {
            return Optional.of("the kernel offers no Landlock");
        }
        long readRights = reading.isPresent() ? EXECUTE | READ_FILE | READ_DIR : 0;
        long writeRights = writing.isPresent() ? writeRights(version) : 0;
        if ((readRights | writeRights) == 0) {
            return Optional.of("there is nothing to fence in");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocateFrom(ValueLayout.JAVA_LONG, readRights | writeRights);
            long ruleset =
                    linux.call(SystemCall.LANDLOCK_CREATE_RULESET, attributes.address(), attributes.byteSize(), 0);
            if (ruleset < 0) {
                return Optional.of("Landlock is refused with error " + -ruleset);
            }
            try {
                Optional<String> trouble = allow(linux, ruleset, reading.orElse(List.of()), readRights);
                if (trouble.isEmpty()) {
                    trouble = allow(linux, ruleset, writing.orElse(List.of()), writeRights);
                }
                return trouble.isPresent() ? trouble : restrict(linux, ruleset);
            } finally {
                linux.call(SystemCall.CLOSE, ruleset);
            }
        }
    }

    private static long writeRights(int version) {
        return WRITE_FILE
                | REMOVE_AND_MAKE
                | (version >= VERSION_WITH_REFER ? REFER : 0)
                | (version >= VERSION_WITH_TRUNCATE ? TRUNCATE : 0);
    }

    private static Optional<String> restrict(Linux linux, long ruleset) {
        linux.call(SystemCall.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        long result = linux.call(SystemCall.LANDLOCK_RESTRICT_SELF, ruleset, 0);
        return result == 0 ? Optional.empty() : Optional.of("Landlock is refused with error " + -result);
    }

    private static Optional<String> allow(Linux linux, long ruleset, List<Path> paths, long rights) {
        for (Path path : paths) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment name = arena.allocateFrom(path.toAbsolutePath().toString());
                long descriptor = linux.call(SystemCall.OPENAT, AT_FDCWD, name.address(), O_PATH_CLOEXEC, 0);
                if (descriptor == -Linux.ENOENT || descriptor == -Linux.EACCES) {
                    continue;
                }
                if (descriptor < 0) {
                    return Optional.of(path + " cannot be opened: error " + -descriptor);
                }
                long fitting =
                        Files.isDirectory(path) ? rights : rights & (EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE);
                MemorySegment rule = arena.allocate(RULE_BYTES, Long.BYTES);
                rule.set(ValueLayout.JAVA_LONG, 0, fitting);
                rule.set(ValueLayout.JAVA_INT, Long.BYTES, (int) descriptor);
                long result = linux.call(SystemCall.LANDLOCK_ADD_RULE, ruleset, RULE_PATH_BENEATH, rule.address(), 0);
                linux.call(SystemCall.CLOSE, descriptor);
                if (result != 0) {
                    return Optional.of("Landlock refuses a rule for " + path + " with error " + -result);
                }
            }
        }
        return Optional.empty();
    }
}

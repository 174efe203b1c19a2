package dev.gatehouse.confine;

import java.util.Optional;

/** A processor whose system call numbers are known here. */
public enum Architecture {
    /** AMD64: arch/x86/entry/syscalls/syscall_64.tbl of the kernel. */
    X86_64(0xC000003E),
    /** 64-bit ARM: include/uapi/asm-generic/unistd.h of the kernel. */
    AARCH64(0xC00000B7);

    private final int auditToken;

    Architecture(int auditToken) {
        this.auditToken = auditToken;
    }

    /** How the kernel names it to a filter: AUDIT_ARCH_* in include/uapi/linux/audit.h. */
    int auditToken() {
        return auditToken;
    }

    /** That of this process, if it is known here. */
    public static Optional<Architecture> here() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }
}

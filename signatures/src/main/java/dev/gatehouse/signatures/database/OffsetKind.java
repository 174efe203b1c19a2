package dev.gatehouse.signatures.database;

/** The forms of {@link dev.gatehouse.signatures.model.Offset}, as they are stored. */
public enum OffsetKind {
    /** Anywhere. */
    ANY(0),
    /** From the start. */
    FROM_START(1),
    /** Before the end. */
    FROM_END(2),
    /** Relative to the entry point. */
    ENTRY_POINT(3),
    /** From a section's start. */
    SECTION_START(4),
    /** From the last section's start. */
    LAST_SECTION(5),
    /** Within a section. */
    WITHIN_SECTION(6),
    /** In the version information. */
    VERSION_INFORMATION(7);

    private static final OffsetKind[] KINDS = values();

    private final int code;

    OffsetKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static OffsetKind of(int code) {
        return KINDS[code];
    }
}

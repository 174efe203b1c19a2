package dev.gatehouse.spi;

import java.util.Locale;

/** Why something was not looked at, as a stable code that a policy can be written against. */
public enum ReasonCode {
    /** The content is encrypted and no password is known. */
    ENCRYPTED(Category.CONTENT),
    /** The content ends before its format says that it does. */
    TRUNCATED(Category.CONTENT),
    /** The content breaks its format's rules. */
    MALFORMED(Category.CONTENT),
    /** A checksum in the content does not fit its bytes. */
    CHECKSUM_MISMATCH(Category.CONTENT),
    /** A format, or a variant of one, that cannot be opened here. */
    UNSUPPORTED(Category.CONTENT),
    /** Parts of an archive lie over one another, as in a zip bomb. */
    OVERLAPPING_PARTS(Category.CONTENT),
    /** A volume of a set whose other volumes are not here. */
    MULTI_VOLUME(Category.CONTENT),

    /** Containers are nested deeper than allowed. */
    LIMIT_DEPTH(Category.LIMIT),
    /** More parts came out than allowed. */
    LIMIT_PARTS(Category.LIMIT),
    /** More bytes came out of the file than allowed. */
    LIMIT_BYTES(Category.LIMIT),
    /** More bytes came out of one part than allowed. */
    LIMIT_PART_BYTES(Category.LIMIT),
    /** The bytes that came out outgrew those that went in by more than allowed. */
    LIMIT_RATIO(Category.LIMIT),
    /** A decoder asked for more memory than allowed. */
    LIMIT_MEMORY(Category.LIMIT),
    /** The time allowed for the file is over. */
    LIMIT_TIME(Category.LIMIT),
    /** The matcher's bound on carried state was reached. */
    LIMIT_MATCHES(Category.LIMIT),

    /** The file cannot be opened or read. */
    UNREADABLE(Category.ENVIRONMENT),
    /** The file changed, shrank or vanished while it was read. */
    CHANGED_DURING_SCAN(Category.ENVIRONMENT),
    /** Not a regular file: a FIFO, a socket, a device. */
    SPECIAL_FILE(Category.ENVIRONMENT),
    /** A symbolic link that is not followed. */
    SYMBOLIC_LINK(Category.ENVIRONMENT),
    /** A folder that was already visited, reached again through a link. */
    FOLDER_LOOP(Category.ENVIRONMENT),
    /** There is no room for a temporary file. */
    NO_SPACE(Category.ENVIRONMENT),
    /** The caller ended the scan. */
    CANCELLED(Category.ENVIRONMENT),

    /** A backend could not be reached or is out of order. */
    BACKEND_UNAVAILABLE(Category.BACKEND),
    /** A backend did not answer in time. */
    BACKEND_TIMEOUT(Category.BACKEND),
    /** A backend answered with an error. */
    BACKEND_ERROR(Category.BACKEND),
    /** A backend's own limit was reached. */
    BACKEND_LIMIT(Category.BACKEND),
    /** A backend's signatures are older than the operator allows. */
    BACKEND_STALE(Category.BACKEND);

    /** What kind of cause a reason has. */
    public enum Category {
        /** The content itself. */
        CONTENT,
        /** A limit that the operator set. */
        LIMIT,
        /** The machine, the file system, the caller. */
        ENVIRONMENT,
        /** A backend. */
        BACKEND
    }

    private final Category category;
    private final String id;

    ReasonCode(Category category) {
        this.category = category;
        this.id = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What kind of cause this is. */
    public Category category() {
        return category;
    }

    /** The code in reports and configuration: lower case with hyphens, never changed once published. */
    public String id() {
        return id;
    }
}

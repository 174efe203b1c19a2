package dev.gatehouse.signatures.model;

import java.util.List;
import java.util.Optional;

/** The kind of part that a signature applies to, by ClamAV's numbers. */
public enum Target {
    /** Any part. */
    ANY(0),
    /** Windows programs, 32 and 64 bit. */
    PE(1),
    /** OLE2 containers. */
    OLE2(2),
    /** HTML, normalised. */
    HTML(3),
    /** Mail messages. */
    MAIL(4),
    /** Pictures. */
    GRAPHICS(5),
    /** ELF programs. */
    ELF(6),
    /** Text, normalised. */
    TEXT(7),
    /** Not in use. */
    UNUSED(8),
    /** Mach-O programs. */
    MACHO(9),
    /** PDF. */
    PDF(10),
    /** Flash. */
    FLASH(11),
    /** Java class files. */
    JAVA(12),
    /** What ClamAV makes by itself while it unpacks; no file is of this kind. */
    INTERNAL(13),
    /** What has a type of its own and no target of its own. */
    OTHER(14);

    private static final List<Target> VALUES = List.of(values());

    private final int number;

    Target(int number) {
        this.number = number;
    }

    /** ClamAV's number. */
    public int number() {
        return number;
    }

    /** Whether parts of this kind are programs, which have sections and an entry point. */
    public boolean isProgram() {
        return this == PE || this == ELF || this == MACHO;
    }

    /** The target with ClamAV's number, or nothing when there is none. */
    public static Optional<Target> ofNumber(long number) {
        return number >= 0 && number < VALUES.size() ? Optional.of(VALUES.get((int) number)) : Optional.empty();
    }
}

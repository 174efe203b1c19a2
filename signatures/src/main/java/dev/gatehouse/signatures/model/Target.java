package dev.gatehouse.signatures.model;

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
    JAVA(12);

    private final int number;

    Target(int number) {
        this.number = number;
    }

    /** ClamAV's number. */
    public int number() {
        return number;
    }
}

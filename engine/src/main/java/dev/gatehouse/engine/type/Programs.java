package dev.gatehouse.engine.type;

/** Signs of executable files. */
final class Programs {

    private static final int OLDEST_CLASS_VERSION = 45;
    private static final int MOST_FAT_ARCHITECTURES = 43;

    private Programs() {}

    /** "MZ", and a PE header where it says, if that lies within the head; malformed stubs count as well. */
    static boolean pe(Head head) {
        if (!head.has(0, "MZ")) {
            return false;
        }
        long at = head.u32le(0x3c);
        return at > Head.BYTES - 4 ? at < head.size() : at >= 0 && head.has((int) at, "PE\0\0");
    }

    /** Either word size, either byte order, and universal binaries, which share their magic with Java classes. */
    static boolean machO(Head head) {
        long magic = head.u32be(0);
        if (magic == 0xCAFEBABEL || magic == 0xCAFEBABFL) {
            long architectures = head.u32be(4);
            return architectures > 0 && architectures < MOST_FAT_ARCHITECTURES;
        }
        return magic == 0xFEEDFACEL || magic == 0xFEEDFACFL || magic == 0xCEFAEDFEL || magic == 0xCFFAEDFEL;
    }

    /** JVMS 4.1. */
    static boolean javaClass(Head head) {
        return head.u32be(0) == 0xCAFEBABEL && head.u16be(6) >= OLDEST_CLASS_VERSION;
    }
}

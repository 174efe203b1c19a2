package dev.gatehouse.signatures.oracle;

import dev.gatehouse.signatures.model.Target;
import java.util.EnumSet;
import java.util.Set;

/** The targets that clamscan gives to a file whose type it tells by the first bytes. */
public final class FileTargets {

    private FileTargets() {}

    /** The targets of a file that is a program or of no known type. */
    public static Set<Target> of(byte[] file) {
        Set<Target> targets = EnumSet.of(Target.ANY);
        if (startsWith(file, 'M', 'Z')) {
            targets.add(Target.PE);
        } else if (startsWith(file, 0x7f, 'E', 'L', 'F')) {
            targets.add(Target.ELF);
        } else if (startsWith(file, 0xfe, 0xed, 0xfa, 0xce)
                || startsWith(file, 0xfe, 0xed, 0xfa, 0xcf)
                || startsWith(file, 0xce, 0xfa, 0xed, 0xfe)
                || startsWith(file, 0xcf, 0xfa, 0xed, 0xfe)) {
            targets.add(Target.MACHO);
        }
        return targets;
    }

    private static boolean startsWith(byte[] file, int... magic) {
        if (file.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((file[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}

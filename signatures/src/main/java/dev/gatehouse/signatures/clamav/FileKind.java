package dev.gatehouse.signatures.clamav;

import java.util.Locale;

/** What is in a database file, which ClamAV tells by the name's extension, in either case. */
enum FileKind {
    DIGESTS("hdb hsb", "hdu hsu"),
    TRUSTED_DIGESTS("fp sfp", ""),
    SECTION_DIGESTS("mdb msb", "mdu msu"),
    BODIES("ndb", "ndu"),
    IGNORE_LIST("ign ign2", ""),
    CONTAINER("cvd cld", ""),
    /** A database that ClamAV knows and we do not read. */
    UNSUPPORTED("cat cbc cdb cfg crb cud db ftm gdb idb imp info ioc ldb pdb pwdb rmd sdb wdb yar yara zmd", "ldu"),
    /** No database. */
    UNKNOWN("", "");

    private final String extensions;
    private final String unwantedExtensions;

    /**
     * A kind of database.
     *
     * @param extensions its extensions, with blanks between
     * @param unwantedExtensions those that have signatures of potentially unwanted applications
     */
    FileKind(String extensions, String unwantedExtensions) {
        this.extensions = extensions;
        this.unwantedExtensions = unwantedExtensions;
    }

    static FileKind of(String name) {
        String extension = extension(name);
        for (FileKind kind : values()) {
            if (isAmong(kind.extensions, extension) || isAmong(kind.unwantedExtensions, extension)) {
                return kind;
            }
        }
        return UNKNOWN;
    }

    /** Whether the file's signatures are for potentially unwanted applications. */
    static boolean isUnwanted(String name) {
        return isAmong(of(name).unwantedExtensions, extension(name));
    }

    private static boolean isAmong(String extensions, String extension) {
        return !extension.isEmpty()
                && extension.indexOf(' ') < 0
                && (" " + extensions + " ").contains(" " + extension + " ");
    }

    /** The letters after the last point, in lower case; empty when there is none. */
    static String extension(String name) {
        int point = name.lastIndexOf('.');
        return point < 0 ? "" : name.substring(point + 1).toLowerCase(Locale.ROOT);
    }
}

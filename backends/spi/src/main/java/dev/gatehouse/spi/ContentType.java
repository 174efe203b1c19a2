package dev.gatehouse.spi;

/**
 * A type that bytes can be read as, judged by the bytes alone. The constants are those that the engine knows; others
 * may appear.
 *
 * @param id lower case, stable: {@code zip}, {@code pe}, {@code text}
 */
public record ContentType(String id) {

    /** No type is known. */
    public static final ContentType BINARY = new ContentType("binary");
    /** Text in ASCII, UTF-8 or UTF-16. */
    public static final ContentType TEXT = new ContentType("text");
    /** No bytes at all. */
    public static final ContentType EMPTY = new ContentType("empty");

    /** Portable Executable: Windows programs and libraries. */
    public static final ContentType PE = new ContentType("pe");
    /** Executable and Linkable Format. */
    public static final ContentType ELF = new ContentType("elf");
    /** Mach-O, and universal binaries of it. */
    public static final ContentType MACHO = new ContentType("macho");
    /** A Java class file. */
    public static final ContentType JAVA_CLASS = new ContentType("java-class");
    /** OLE2 compound file: Office 97 to 2003, MSI, Outlook messages. */
    public static final ContentType OLE2 = new ContentType("ole2");
    /** PDF. */
    public static final ContentType PDF = new ContentType("pdf");
    /** HTML. */
    public static final ContentType HTML = new ContentType("html");
    /** A mail message, RFC 5322. */
    public static final ContentType MAIL = new ContentType("mail");
    /** Text with files encoded in it: uuencoded, in yEnc, in BinHex 4.0. */
    public static final ContentType ENCODED_TEXT = new ContentType("encoded-text");
    /** Cryptographic message syntax, RFC 5652: S/MIME, .p7m, .p7s. */
    public static final ContentType CMS = new ContentType("cms");
    /** A bitmap or vector picture. */
    public static final ContentType IMAGE = new ContentType("image");
    /** Flash, SWF. */
    public static final ContentType SWF = new ContentType("swf");
    /** Rich text. */
    public static final ContentType RTF = new ContentType("rtf");

    /** Zip and its kin. */
    public static final ContentType ZIP = new ContentType("zip");
    /** tar in any dialect. */
    public static final ContentType TAR = new ContentType("tar");
    /** gzip, RFC 1952. */
    public static final ContentType GZIP = new ContentType("gzip");
    /** bzip2. */
    public static final ContentType BZIP2 = new ContentType("bzip2");
    /** xz. */
    public static final ContentType XZ = new ContentType("xz");
    /** LZMA alone, with the 13-byte header. */
    public static final ContentType LZMA = new ContentType("lzma");
    /** Zstandard, RFC 8878. */
    public static final ContentType ZSTD = new ContentType("zstd");
    /** LZ4, frame format. */
    public static final ContentType LZ4_FRAME = new ContentType("lz4-frame");
    /** LZ4, legacy frames of blocks. */
    public static final ContentType LZ4_BLOCK = new ContentType("lz4-block");
    /** Snappy, framed. */
    public static final ContentType SNAPPY_FRAMED = new ContentType("snappy-framed");
    /** Brotli, RFC 7932, where a container says so. */
    public static final ContentType BROTLI = new ContentType("brotli");
    /** Unix compress, .Z. */
    public static final ContentType COMPRESS = new ContentType("compress");
    /** 7z. */
    public static final ContentType SEVEN_Z = new ContentType("7z");
    /** Unix ar, Debian packages among them. */
    public static final ContentType AR = new ContentType("ar");
    /** cpio in any dialect. */
    public static final ContentType CPIO = new ContentType("cpio");
    /** RPM package. */
    public static final ContentType RPM = new ContentType("rpm");
    /** ARJ. */
    public static final ContentType ARJ = new ContentType("arj");
    /** BSD and Linux dump. */
    public static final ContentType DUMP = new ContentType("dump");

    /** RAR, version 1.5 to 5. */
    public static final ContentType RAR = new ContentType("rar");
    /** Microsoft cabinet. */
    public static final ContentType CAB = new ContentType("cab");
    /** ISO 9660 image. */
    public static final ContentType ISO9660 = new ContentType("iso9660");
    /** Compiled HTML help. */
    public static final ContentType CHM = new ContentType("chm");
    /** WOFF 2.0, a font whose tables are compressed with Brotli. */
    public static final ContentType WOFF2 = new ContentType("woff2");
    /** A file compressed by Microsoft's COMPRESS.EXE. */
    public static final ContentType SZDD = new ContentType("szdd");
    /** TNEF, winmail.dat. */
    public static final ContentType TNEF = new ContentType("tnef");

    /** Checks the id. */
    public ContentType {
        boolean valid = !id.isEmpty() && id.charAt(0) != '.' && id.charAt(0) != '-';
        for (int i = 0; i < id.length(); i++) {
            char letter = id.charAt(i);
            valid &= (letter >= 'a' && letter <= 'z')
                    || (letter >= '0' && letter <= '9')
                    || letter == '.'
                    || letter == '-';
        }
        if (!valid) {
            throw new IllegalArgumentException("id must be lower case letters, digits, dots and hyphens: " + id);
        }
    }

    /** The id. */
    @Override
    public String toString() {
        return id;
    }
}

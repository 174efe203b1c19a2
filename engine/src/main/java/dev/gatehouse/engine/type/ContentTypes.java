package dev.gatehouse.engine.type;

import static dev.gatehouse.spi.ContentType.*;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * All types that bytes can be read as, by the bytes alone. Each type has one rule in the table below; a content that
 * several rules fit has several types, and is opened in every one of those ways. Stateless; shared by all scans.
 *
 * <p>A rule must be strict enough that ordinary files do not pass by chance: a false type makes its unpacker fail and
 * the file incomplete. So short magic numbers are backed by a checksum or by fields that must hold sensible values.
 */
public final class ContentTypes implements ContentDetector {

    private record Rule(ContentType type, Test test) {}

    private interface Test {
        boolean fits(Head head) throws IOException;
    }

    private static final Rule[] RULES = {
        // programs
        new Rule(PE, Programs::pe),
        new Rule(ELF, head -> head.has(0, "\u007fELF")),
        new Rule(MACHO, Programs::machO),
        new Rule(JAVA_CLASS, Programs::javaClass),
        // containers that are opened
        new Rule(TAR, head -> head.size() >= 512 && TarHeaders.matches(head.bytes(), 0)),
        new Rule(GZIP, head -> head.has(0, "\u001f\u008b\b") && (head.u8(3) & 0xe0) == 0),
        new Rule(BZIP2, Compressed::bzip2),
        new Rule(XZ, head -> head.has(0, "\u00fd7zXZ\0")),
        new Rule(LZMA, Compressed::lzma),
        new Rule(ZSTD, head -> Compressed.frame(head, 0xFD2FB528L)),
        new Rule(LZ4_FRAME, head -> Compressed.frame(head, 0x184D2204L)),
        new Rule(LZ4_BLOCK, head -> head.u32le(0) == 0x184C2102L),
        new Rule(SNAPPY_FRAMED, head -> head.has(0, "\u00ff\u0006\0\0sNaPpY")),
        new Rule(COMPRESS, Compressed::compress),
        new Rule(WOFF2, head -> head.has(0, "wOF2")),
        new Rule(SEVEN_Z, head -> head.holds(ArchiveHeader.SEVEN_Z)),
        new Rule(AR, head -> head.has(0, "!<arch>\n") || head.has(0, "!<thin>\n")),
        new Rule(CPIO, Archives::cpio),
        new Rule(RPM, head -> head.has(0, "\u00ed\u00ab\u00ee\u00db")),
        new Rule(ARJ, head -> head.holds(ArchiveHeader.ARJ)),
        new Rule(DUMP, Archives::dump),
        // after those that begin at the first byte: a zip at the end of a tar is found as the tar's member first
        new Rule(ZIP, ZipSigns::fits),
        // containers that are only recognised
        new Rule(RAR, head -> head.holds(ArchiveHeader.RAR)),
        new Rule(CAB, head -> head.holds(ArchiveHeader.CAB)),
        new Rule(ISO9660, Archives::iso9660),
        new Rule(CHM, head -> head.has(0, "ITSF") && head.u32le(4) >= 2 && head.u32le(4) <= 4),
        new Rule(TNEF, head -> head.u32le(0) == 0x223E9F78L),
        new Rule(SZDD, head -> head.has(0, "SZDD\u0088\u00f0'3A")),
        new Rule(OLE2, head -> head.has(0, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")),
        // documents
        new Rule(PDF, head -> head.find("%PDF-", 1024) >= 0),
        new Rule(RTF, head -> head.has(0, "{\\rtf")),
        new Rule(SWF, Documents::swf),
        new Rule(IMAGE, Documents::image),
        new Rule(HTML, Documents::html),
        new Rule(MAIL, MailSigns::fits),
        new Rule(ENCODED_TEXT, head -> !MailSigns.fits(head) && EncodedTexts.fits(head)),
        new Rule(CMS, CmsSigns::fits),
        new Rule(TEXT, Texts::text),
    };

    private static final Set<ContentType> ONLY_BINARY = Set.of(BINARY);
    private static final Set<ContentType> ONLY_EMPTY = Set.of(EMPTY);

    /** The detector; one is enough for all scans. */
    public ContentTypes() {}

    @Override
    public Set<ContentType> detect(Content content) throws IOException {
        if (content.size() == 0) {
            return ONLY_EMPTY;
        }
        Head head = Head.of(content);
        ContentType first = null;
        Set<ContentType> several = null;
        for (Rule rule : RULES) {
            if (rule.test.fits(head)) {
                if (first == null) {
                    first = rule.type;
                } else {
                    if (several == null) {
                        several = new LinkedHashSet<>();
                        several.add(first);
                    }
                    several.add(rule.type);
                }
            }
        }
        if (several != null) {
            return Collections.unmodifiableSet(several);
        }
        return first == null ? ONLY_BINARY : Set.of(first);
    }
}

package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.DiagnosticCode;
import dev.gatehouse.signatures.SignatureKind;
import dev.gatehouse.signatures.model.Digest;
import dev.gatehouse.signatures.model.DigestSignature;
import dev.gatehouse.signatures.model.DigestSignature.Purpose;
import dev.gatehouse.signatures.model.SectionDigestSignature;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Lines {@code digest:size:name[:min[:max]]}, and for sections {@code size:digest:name[:min[:max]]}. Three million of
 * them make a database, so a line that is right costs no exception, no pattern and no split.
 */
final class DigestLines implements LineParser {

    /** Size {@code *} came with this functionality level; older readers must be told to skip the line. */
    private static final long ANY_SIZE_LEVEL = 73;

    private static final long MAX_SIZE = 0xffff_fffeL;
    private static final int NAME = 2;
    private static final int MIN_LEVEL = 3;
    private static final int MAX_LEVEL = 4;

    private static final byte[] NIBBLES = nibbles();

    private final Form form;
    private final int digestField;
    private final int sizeField;
    private final Fields fields = new Fields();

    DigestLines(Form form) {
        this.form = form;
        this.digestField = form == Form.SECTION ? 1 : 0;
        this.sizeField = form == Form.SECTION ? 0 : 1;
    }

    @Override
    public void parse(LineReader line, Tally tally) {
        Fields f = fields;
        f.split(line);
        int count = f.count();
        if (count < NAME + 1 || count > MAX_LEVEL + 1) {
            throw f.wrongCount(form == Form.SECTION ? "size:digest:name[:min[:max]]" : "digest:size:name[:min[:max]]");
        }
        long min = count > MIN_LEVEL ? f.level(MIN_LEVEL) : 0;
        long max = count > MAX_LEVEL ? f.level(MAX_LEVEL) : Long.MAX_VALUE;
        if (!EngineLevel.isWithin(min, max)) {
            tally.skipOtherLevel();
            return;
        }
        OptionalLong size = size(min, count > MIN_LEVEL);
        String name = f.name(NAME);
        if (tally.isIgnored(name, line)) {
            return;
        }
        Digest digest = digest(line.bytes());
        switch (form) {
            case DETECT ->
                tally.accept(
                        SignatureKind.DIGEST,
                        new DigestSignature(name, Purpose.DETECT, digest, size, tally.origin(line)));
            case TRUST ->
                tally.accept(
                        SignatureKind.TRUSTED_DIGEST,
                        new DigestSignature(name, Purpose.TRUST, digest, size, tally.origin(line)));
            case SECTION ->
                tally.accept(
                        SignatureKind.SECTION_DIGEST,
                        new SectionDigestSignature(name, digest, size, tally.origin(line)));
        }
    }

    private OptionalLong size(long min, boolean hasLevel) {
        if (fields.isStar(sizeField)) {
            if (!hasLevel || min < ANY_SIZE_LEVEL) {
                throw fields.wrong(
                        sizeField,
                        DiagnosticCode.GH1006,
                        "a line for any size must ask for functionality level " + ANY_SIZE_LEVEL,
                        "add :" + ANY_SIZE_LEVEL + " after the name");
            }
            return OptionalLong.empty();
        }
        long size = fields.isNumber(sizeField) && fields.length(sizeField) <= 10 ? fields.number(sizeField) : 0;
        if (size < 1 || size > MAX_SIZE) {
            throw fields.wrong(
                    sizeField,
                    DiagnosticCode.GH1005,
                    "a size is a number from 1 to " + MAX_SIZE + ", or *",
                    form == Form.SECTION
                            ? "the size comes first here, then the digest"
                            : "the size comes after the digest");
        }
        return OptionalLong.of(size);
    }

    private Digest digest(byte[] bytes) {
        int from = fields.start(digestField);
        int length = fields.length(digestField);
        if (length != 32 && length != 40 && length != 64) {
            throw fields.wrong(
                    digestField,
                    DiagnosticCode.GH1004,
                    "a digest has 32 (MD5), 40 (SHA-1) or 64 (SHA-256) hexadecimal digits, not " + length,
                    "");
        }
        byte[] digest = new byte[length / 2];
        int bad = 0;
        for (int i = 0; i < digest.length; i++) {
            int high = NIBBLES[bytes[from + 2 * i] & 0xff];
            int low = NIBBLES[bytes[from + 2 * i + 1] & 0xff];
            bad |= high | low;
            digest[i] = (byte) (high << 4 | low);
        }
        if (bad < 0) {
            throw wrongDigit(bytes, from, length);
        }
        return Digest.of(digest);
    }

    private Malformed wrongDigit(byte[] bytes, int from, int length) {
        int at = 0;
        while (at < length && NIBBLES[bytes[from + at] & 0xff] >= 0) {
            at++;
        }
        return new Malformed(
                DiagnosticCode.GH1004, fields.column(digestField) + at, 1, "a digest has hexadecimal digits only", "");
    }

    private static byte[] nibbles() {
        byte[] table = new byte[256];
        Arrays.fill(table, (byte) -1);
        for (int i = 0; i < 16; i++) {
            table[Character.forDigit(i, 16)] = (byte) i;
            table[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
        }
        return table;
    }

    /** What the lines are for. */
    enum Form {
        DETECT,
        TRUST,
        SECTION
    }
}

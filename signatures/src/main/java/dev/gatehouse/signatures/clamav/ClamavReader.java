package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.Diagnostic;
import dev.gatehouse.signatures.DiagnosticCode;
import dev.gatehouse.signatures.SignatureSink;
import dev.gatehouse.signatures.SourceSummary;
import dev.gatehouse.signatures.SourceSummary.SourceTally;
import dev.gatehouse.signatures.model.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The door to ClamAV's formats. Sources are read twice: first the ignore lists, wherever they are, then the rest, so
 * that what is ignored does not depend on the order of files.
 */
public final class ClamavReader {

    private final boolean withUnwanted;
    private final SignatureSink sink;
    private final IgnoreList ignoreList = new IgnoreList();
    private final List<SourceTally> tallies = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final BlockParsing parsing;
    private long diagnosticsLeftOut;

    private ClamavReader(boolean withUnwanted, SignatureSink sink, BlockParsing parsing) {
        this.parsing = parsing;
        this.withUnwanted = withUnwanted;
        this.sink = sink;
    }

    /** Whether a file of this name is one of ClamAV's databases, whether we read it or not. */
    public static boolean isDatabase(String name) {
        return FileKind.of(name) != FileKind.UNKNOWN;
    }

    /**
     * Reads files and passes on their signatures, file by file and line by line, on the calling thread; lines are parsed
     * on all processors.
     *
     * @param files what to read
     * @param withUnwanted whether signatures of potentially unwanted applications are wanted too
     * @param sink takes the signatures
     * @throws IOException if a file cannot be opened or read; what is wrong in a file is in the summary instead
     */
    public static SourceSummary read(List<DatabaseFile> files, boolean withUnwanted, SignatureSink sink)
            throws IOException {
        try (BlockParsing parsing = new BlockParsing()) {
            return new ClamavReader(withUnwanted, sink, parsing).readAll(files);
        }
    }

    private SourceSummary readAll(List<DatabaseFile> files) throws IOException {
        Set<DatabaseFile> broken = new HashSet<>();
        for (DatabaseFile file : files) {
            switch (FileKind.of(file.name())) {
                case IGNORE_LIST -> readFile(file);
                case CONTAINER -> {
                    if (!readIgnoreLists(file)) {
                        broken.add(file);
                    }
                }
                case DIGESTS, TRUSTED_DIGESTS, SECTION_DIGESTS, BODIES, UNSUPPORTED, UNKNOWN -> {
                    // Their turn comes when everything that may be ignored is known.
                }
            }
        }
        for (DatabaseFile file : files) {
            switch (FileKind.of(file.name())) {
                case CONTAINER -> {
                    if (!broken.contains(file)) {
                        readContainer(file);
                    }
                }
                case DIGESTS, TRUSTED_DIGESTS, SECTION_DIGESTS, BODIES, UNSUPPORTED, UNKNOWN -> readFile(file);
                case IGNORE_LIST -> {
                    // Read already.
                }
            }
        }
        return new SourceSummary(tallies, diagnostics, diagnosticsLeftOut);
    }

    private void readFile(DatabaseFile file) throws IOException {
        Tally tally = tally(file.name());
        if (isReadable(file.name(), tally)) {
            try (InputStream bytes = file.bytes().open()) {
                readLines(FileKind.of(file.name()), bytes, tally);
            }
        }
        tallies.add(tally.finish());
    }

    /** The first pass over a container: ignore lists, and whether it is whole. */
    private boolean readIgnoreLists(DatabaseFile file) throws IOException {
        Tally tally = tally(file.name());
        boolean whole = false;
        try {
            Container.Reading reading = new Container(file).read((name, bytes) -> {
                if (FileKind.of(name) == FileKind.IGNORE_LIST) {
                    readMember(file, name, bytes);
                }
            });
            boolean signed = FileKind.extension(file.name()).equals("cvd");
            whole = !signed || reading.md5().equals(reading.header().md5());
            if (!whole) {
                tally.report(
                        DiagnosticCode.GH1021,
                        "the checksum in the header is not that of the contents, so nothing in it is read",
                        "fetch the database again");
            }
        } catch (DamagedContainerException e) {
            tally.report(
                    DiagnosticCode.GH1022,
                    "the container is damaged, so nothing in it is read: " + e.getMessage(),
                    "fetch the database again");
        }
        if (!whole) {
            tallies.add(tally.finish());
        }
        return whole;
    }

    private void readContainer(DatabaseFile file) throws IOException {
        Set<String> unsupported = new HashSet<>();
        new Container(file).read((name, bytes) -> {
            boolean isText = name.indexOf('.') < 0;
            switch (FileKind.of(name)) {
                case DIGESTS, TRUSTED_DIGESTS, SECTION_DIGESTS, BODIES -> readMember(file, name, bytes);
                case UNSUPPORTED, UNKNOWN, CONTAINER -> {
                    if (!isText && unsupported.add(FileKind.extension(name))) {
                        readMember(file, name, bytes);
                    }
                }
                case IGNORE_LIST -> {
                    // Read in the first pass.
                }
            }
        });
    }

    private void readMember(DatabaseFile file, String member, InputStream bytes) throws IOException {
        Tally tally = tally(file.name() + "!" + member);
        if (isReadable(member, tally)) {
            readLines(FileKind.of(member), bytes, tally);
        }
        tallies.add(tally.finish());
    }

    private boolean isReadable(String name, Tally tally) {
        FileKind kind = FileKind.of(name);
        String extension = FileKind.extension(name);
        if (kind == FileKind.UNSUPPORTED || kind == FileKind.CONTAINER) {
            tally.report(DiagnosticCode.GH2002, "databases of the kind ." + extension + " are not supported yet", "");
            return false;
        }
        if (kind == FileKind.UNKNOWN) {
            tally.report(
                    DiagnosticCode.GH2002,
                    "the name's extension is none of a signature database",
                    "ClamAV's databases are told apart by their extension: .hdb, .ndb and so on");
            return false;
        }
        if (FileKind.isUnwanted(name) && !withUnwanted) {
            tally.report(
                    DiagnosticCode.GH2005,
                    "signatures of potentially unwanted applications were not asked for",
                    "ask for them to have them");
            return false;
        }
        return true;
    }

    private void readLines(FileKind kind, InputStream bytes, Tally tally) throws IOException {
        if (kind == FileKind.IGNORE_LIST) {
            parse(new LineReader(bytes), ignoreList, tally);
            return;
        }
        long[] lines = new long[1];
        parsing.parse(bytes, block -> ParsedBlock.of(kind, block, tally.source(), ignoreList), parsed -> {
            parsed.signatures().forEach(sink::accept);
            parsed.diagnostics().forEach(this::keep);
            diagnosticsLeftOut += parsed.diagnosticsLeftOut();
            tally.add(parsed.tally());
            lines[0] += parsed.lines();
        });
        if (lines[0] == 0) {
            tally.report(DiagnosticCode.GH1023, "the database is empty", "write at least a comment");
        }
    }

    /**
     * What the lines of a block gave.
     *
     * @param signatures the signatures, in order
     * @param diagnostics what is to be said of the lines, in order, as many as a summary keeps
     * @param diagnosticsLeftOut how many more there were
     * @param tally the counts
     * @param lines how many lines there were
     */
    private record ParsedBlock(
            List<Signature> signatures,
            List<Diagnostic> diagnostics,
            long diagnosticsLeftOut,
            Tally tally,
            long lines) {

        static ParsedBlock of(FileKind kind, LineBlocks.Block block, String source, IgnoreList ignoreList) {
            List<Signature> signatures = new ArrayList<>();
            List<Diagnostic> diagnostics = new ArrayList<>();
            long[] leftOut = new long[1];
            Tally tally = new Tally(source, signatures::add, ignoreList, diagnostic -> {
                if (diagnostics.size() < SourceSummary.MAX_DIAGNOSTICS) {
                    diagnostics.add(diagnostic);
                } else {
                    leftOut[0]++;
                }
            });
            LineReader line = new LineReader(block);
            try {
                parse(line, parser(kind), tally);
            } catch (IOException e) {
                throw new UncheckedIOException("memory can be read", e);
            }
            return new ParsedBlock(
                    signatures, diagnostics, leftOut[0], tally, (long) line.number() - block.linesBefore());
        }
    }

    private static LineParser parser(FileKind kind) {
        return switch (kind) {
            case DIGESTS -> new DigestLines(DigestLines.Form.DETECT);
            case TRUSTED_DIGESTS -> new DigestLines(DigestLines.Form.TRUST);
            case SECTION_DIGESTS -> new DigestLines(DigestLines.Form.SECTION);
            case BODIES -> new BodyLines();
            case IGNORE_LIST, CONTAINER, UNSUPPORTED, UNKNOWN ->
                throw new IllegalArgumentException(kind + " has no signatures in lines");
        };
    }

    private static void parse(LineReader line, LineParser parser, Tally tally) throws IOException {
        while (line.next()) {
            if (line.isComment()) {
                continue;
            }
            try {
                if (line.isTooLong()) {
                    throw new Malformed(
                            DiagnosticCode.GH1009,
                            0,
                            0,
                            "the line is longer than " + LineReader.MAX_LINE + " bytes",
                            "ClamAV reads no longer lines either");
                }
                if (line.isEmpty()) {
                    throw new Malformed(
                            DiagnosticCode.GH1001,
                            0,
                            0,
                            "the line is empty",
                            "remove it; ClamAV refuses a database with such a line");
                }
                parser.parse(line, tally);
            } catch (Malformed malformed) {
                tally.report(malformed, line);
            }
        }
    }

    private Tally tally(String source) {
        return new Tally(source, sink, ignoreList, this::keep);
    }

    private void keep(Diagnostic diagnostic) {
        if (diagnostics.size() < SourceSummary.MAX_DIAGNOSTICS) {
            diagnostics.add(diagnostic);
        } else {
            diagnosticsLeftOut++;
        }
    }
}

package dev.gatehouse.signatures;

import dev.gatehouse.signatures.compile.BodyCompiler;
import dev.gatehouse.signatures.database.BodyTables;
import dev.gatehouse.signatures.database.DigestTables;
import dev.gatehouse.signatures.model.BodySignature;
import dev.gatehouse.signatures.model.DigestSignature;
import dev.gatehouse.signatures.model.SectionDigestSignature;
import dev.gatehouse.signatures.model.Signature;

/** Compiled signatures: immutable, shared by any number of threads. */
public final class SignatureDatabase {

    private final BodyTables bodies;
    private final DigestTables detections;
    private final DigestTables sections;
    private final DigestTables trusted;

    private SignatureDatabase(BodyTables bodies, DigestTables detections, DigestTables sections, DigestTables trusted) {
        this.bodies = bodies;
        this.detections = detections;
        this.sections = sections;
        this.trusted = trusted;
    }

    /** How many signatures it holds, of all kinds. */
    public long size() {
        return bodies.signatures().size() + detections.size() + sections.size() + trusted.size();
    }

    /** A new matcher, for one thread. */
    public Matcher newMatcher() {
        return new Matcher(this);
    }

    BodyTables bodies() {
        return bodies;
    }

    DigestTables detections() {
        return detections;
    }

    DigestTables sections() {
        return sections;
    }

    DigestTables trusted() {
        return trusted;
    }

    /** A compiler, which takes signatures as they are read. */
    public static Compiler compiler() {
        return new Compiler();
    }

    /** Compiles signatures one after the other; for one thread. */
    public static final class Compiler implements SignatureSink {

        private final BodyCompiler bodies = new BodyCompiler();
        private final DigestTables.Builder detections = new DigestTables.Builder();
        private final DigestTables.Builder sections = new DigestTables.Builder();
        private final DigestTables.Builder trusted = new DigestTables.Builder();

        private Compiler() {}

        @Override
        public void accept(Signature signature) {
            switch (signature) {
                case BodySignature body -> bodies.add(body);
                case DigestSignature whole -> {
                    switch (whole.purpose()) {
                        case DETECT -> detections.add(whole.digest(), whole.size(), whole.name());
                        case TRUST -> trusted.add(whole.digest(), whole.size(), whole.name());
                    }
                }
                case SectionDigestSignature section -> sections.add(section.digest(), section.size(), section.name());
            }
        }

        /** The database of all signatures so far; the compiler may not be used afterwards. */
        public SignatureDatabase compile() {
            return new SignatureDatabase(bodies.build(), detections.build(), sections.build(), trusted.build());
        }
    }
}

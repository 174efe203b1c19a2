package dev.gatehouse.signatures.oracle;

import dev.gatehouse.signatures.Match;
import dev.gatehouse.signatures.Matcher;
import dev.gatehouse.signatures.SignatureDatabase;
import dev.gatehouse.signatures.Specimen;
import dev.gatehouse.signatures.model.Digest;
import dev.gatehouse.signatures.model.Signature;
import dev.gatehouse.signatures.model.Target;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The compiled database and its matcher, as they are used. For one thread. */
public final class CompiledSearch implements SearchUnderTest {

    private List<Signature> compiled = List.of();
    private Matcher matcher = SignatureDatabase.compiler().compile().newMatcher();

    @Override
    @SuppressWarnings("ReferenceEquality") // a batch hands over one list for all its files
    public Set<String> matches(List<Signature> signatures, byte[] file) throws IOException {
        if (compiled != signatures) {
            SignatureDatabase.Compiler compiler = SignatureDatabase.compiler();
            signatures.forEach(compiler::accept);
            matcher = compiler.compile().newMatcher();
            compiled = signatures;
        }
        FileSpecimen specimen = new FileSpecimen(file);
        Set<String> names = new TreeSet<>();
        if (!matcher.trusts(specimen)) {
            for (Match match : matcher.match(specimen, true, () -> false).matches()) {
                names.add(match.name());
            }
        }
        return names;
    }

    private static final class FileSpecimen implements Specimen {

        private final byte[] file;
        private final ArraySource source;

        FileSpecimen(byte[] file) {
            this.file = file;
            this.source = new ArraySource(file);
        }

        @Override
        public Set<Target> targets() {
            return FileTargets.of(file);
        }

        @Override
        public byte[] digest(Digest.Algorithm algorithm) {
            try {
                return MessageDigest.getInstance(algorithm.jcaName()).digest(file);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public long size() {
            return source.size();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) {
            return source.read(position, target, offset, length);
        }
    }
}

package dev.gatehouse.backend.builtin;

import dev.gatehouse.signatures.Specimen;
import dev.gatehouse.signatures.model.Digest;
import dev.gatehouse.signatures.model.Target;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.util.Set;

/** A subject, as the matcher wants to see it. */
final class SubjectSpecimen implements Specimen {

    private final Subject subject;
    private final Set<Target> targets;

    SubjectSpecimen(Subject subject) {
        this.subject = subject;
        this.targets = Targets.of(subject.types());
    }

    @Override
    public Set<Target> targets() {
        return targets;
    }

    @Override
    public long size() {
        return subject.size();
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        return subject.read(position, target, offset, length);
    }

    @Override
    public byte[] digest(Digest.Algorithm algorithm) throws IOException {
        return subject.digest(
                switch (algorithm) {
                    case MD5 -> DigestAlgorithm.MD5;
                    case SHA1 -> DigestAlgorithm.SHA1;
                    case SHA256 -> DigestAlgorithm.SHA256;
                });
    }
}

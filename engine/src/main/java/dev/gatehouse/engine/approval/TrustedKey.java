package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.approval.ApprovalsException.Fault;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;

/**
 * A public key whose signatures count.
 *
 * @param key Ed25519
 * @param fingerprint the SHA-256 of its X.509 form in lower-case hexadecimal; {@code openssl pkey -pubin -in FILE -outform
 *     DER | sha256sum} prints the same
 */
public record TrustedKey(PublicKey key, String fingerprint) {

    static TrustedKey of(PublicKey key) {
        return new TrustedKey(key, Ed25519.sha256(key.getEncoded()));
    }

    /**
     * Reads a key in PEM form, {@code PUBLIC KEY}.
     *
     * @throws ApprovalsException if it is none, or not of Ed25519
     */
    public static TrustedKey read(Path file) throws ApprovalsException {
        Pem pem = Pem.read(file);
        if (!pem.label().equals(Pem.PUBLIC)) {
            throw new ApprovalsException(
                    Fault.NO_KEY,
                    file + ": this is a " + pem.label() + ", and what is wanted is a public one; openssl pkey -in "
                            + file + " -pubout writes it");
        }
        try {
            return of(Ed25519.publicKey(pem.der()));
        } catch (GeneralSecurityException e) {
            throw new ApprovalsException(
                    Fault.NO_KEY,
                    file + ": this is no Ed25519 key; make one with gatehouse approvals keygen, or openssl genpkey"
                            + " -algorithm ed25519",
                    e);
        }
    }

    /** The key in PEM form, as openssl reads it. */
    public String pem() {
        return new Pem(Pem.PUBLIC, key.getEncoded()).text();
    }
}

package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.approval.ApprovalsException.Fault;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;

/** A private key, which signs lists of approvals. Its text is a secret. */
public final class SigningKey {

    private final PrivateKey key;
    private final TrustedKey other;

    private SigningKey(PrivateKey key, TrustedKey other) {
        this.key = key;
        this.other = other;
    }

    /** A new one. */
    public static SigningKey generate() {
        KeyPair keys = Ed25519.newKeys();
        return new SigningKey(keys.getPrivate(), TrustedKey.of(keys.getPublic()));
    }

    /**
     * Reads a key in PEM form, {@code PRIVATE KEY}, which is PKCS #8 without a password.
     *
     * @throws ApprovalsException if it is none, or not of Ed25519
     */
    public static SigningKey read(Path file) throws ApprovalsException {
        Pem pem = Pem.read(file);
        if (pem.label().equals("ENCRYPTED PRIVATE KEY")) {
            throw new ApprovalsException(
                    Fault.NO_KEY, file + ": the key has a password; openssl pkey -in " + file + " writes it without");
        }
        if (!pem.label().equals(Pem.PRIVATE)) {
            throw new ApprovalsException(
                    Fault.NO_KEY, file + ": this is a " + pem.label() + ", and what signs is a " + Pem.PRIVATE);
        }
        try {
            PrivateKey key = Ed25519.privateKey(pem.der());
            return new SigningKey(key, TrustedKey.of(Ed25519.publicKeyOf(key)));
        } catch (GeneralSecurityException e) {
            throw new ApprovalsException(
                    Fault.NO_KEY,
                    file + ": this is no Ed25519 key; make one with gatehouse approvals keygen, or openssl genpkey"
                            + " -algorithm ed25519",
                    e);
        }
    }

    /** The public half, to be given to those who check. */
    public TrustedKey publicKey() {
        return other;
    }

    /** The secret in PEM form, as openssl reads it. */
    public String pem() {
        return new Pem(Pem.PRIVATE, key.getEncoded()).text();
    }

    /** Signs a file's bytes. */
    public DetachedSignature sign(byte[] bytes) {
        try {
            byte[] signature = Ed25519.sign(key, bytes);
            if (!Ed25519.verifies(other.key(), bytes, signature)) {
                throw new IllegalStateException("the two halves of the key do not fit");
            }
            return new DetachedSignature(Ed25519.sha256(bytes), other.fingerprint(), signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK signs with Ed25519", e);
        }
    }
}

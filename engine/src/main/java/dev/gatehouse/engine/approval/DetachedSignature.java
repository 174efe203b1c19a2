package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.approval.ApprovalsException.Fault;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature in a file of its own, beside what it signs: four lines, of which each is as {@link #text} writes it and
 * nothing else is accepted. What is signed are the bytes of the file, so that {@code openssl pkeyutl -verify -rawin} can
 * check it as well.
 */
public final class DetachedSignature {

    /** What a signature's name has behind the name of the file that it signs. */
    public static final String SUFFIX = ".sig";

    private static final String HEADER = "gatehouse-signature: 1";
    private static final Pattern SHAPE = Pattern.compile(
            HEADER + "\nfile-sha256: ([0-9a-f]{64})\nkey-sha256: ([0-9a-f]{64})\ned25519: ([A-Za-z0-9+/]{86}==)\n");

    private final String fileSha256;
    private final String keySha256;
    private final byte[] signature;

    DetachedSignature(String fileSha256, String keySha256, byte[] signature) {
        this.fileSha256 = fileSha256;
        this.keySha256 = keySha256;
        this.signature = signature.clone();
    }

    /** The digest of what was signed, in lower-case hexadecimal. */
    public String fileSha256() {
        return fileSha256;
    }

    /** The {@linkplain TrustedKey#fingerprint fingerprint} of the key that signed. */
    public String keySha256() {
        return keySha256;
    }

    /** The file's text. */
    public String text() {
        return HEADER + "\nfile-sha256: " + fileSha256 + "\nkey-sha256: " + keySha256 + "\ned25519: "
                + Base64.getEncoder().encodeToString(signature) + "\n";
    }

    /** Reads a signature's text; nothing when it is not, to the last letter, as {@link #text} writes it. */
    static Optional<DetachedSignature> of(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getDecoder().decode(matcher.group(3));
        DetachedSignature read = new DetachedSignature(matcher.group(1), matcher.group(2), bytes);
        // the last letter of Base64 has bits that nobody reads
        return bytes.length == Ed25519.SIGNATURE_BYTES && read.text().equals(text)
                ? Optional.of(read)
                : Optional.empty();
    }

    /**
     * Checks a file's bytes against the text of its signature.
     *
     * @param file what is signed, for messages
     * @param bytes what it holds
     * @param text what its signature's file holds
     * @param keys those that count
     * @return the signature, which is good
     * @throws ApprovalsException if it is not
     */
    public static DetachedSignature check(Path file, byte[] bytes, String text, List<TrustedKey> keys)
            throws ApprovalsException {
        DetachedSignature signature = of(text).orElseThrow(() -> new ApprovalsException(
                Fault.NO_SIGNATURE,
                file + SUFFIX + ": this is no signature, or a damaged one: sign the list again with gatehouse"
                        + " approvals sign"));
        TrustedKey key = keys.stream()
                .filter(each -> each.fingerprint().equals(signature.keySha256))
                .findFirst()
                .orElseThrow(() -> new ApprovalsException(
                        Fault.UNKNOWN_KEY,
                        file + ": it is signed by the key sha256:" + signature.keySha256
                                + ", which is not trusted here: have it signed by one that is, or name that key's file"
                                + " under approvals, keys in gatehouse.yaml"));
        String now = Ed25519.sha256(bytes);
        if (!now.equals(signature.fileSha256)) {
            throw new ApprovalsException(
                    Fault.ALTERED,
                    file + ": it was altered after it was signed: its SHA-256 is " + now + ", and what was signed has "
                            + signature.fileSha256 + "; bring back the list that was signed, or have this one signed");
        }
        if (!Ed25519.verifies(key.key(), bytes, signature.signature)) {
            throw new ApprovalsException(
                    Fault.WRONGLY_SIGNED,
                    file + ": the signature is wrong: the key sha256:" + signature.keySha256
                            + ", which it names, did not make it; have the list signed with gatehouse approvals sign");
        }
        return signature;
    }
}

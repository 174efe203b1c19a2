package dev.gatehouse.engine.configuration;

import dev.gatehouse.engine.approval.Approval;
import dev.gatehouse.engine.approval.Approvals;
import dev.gatehouse.engine.approval.ApprovalsException;
import dev.gatehouse.engine.approval.ApprovalsException.Fault;
import dev.gatehouse.engine.approval.DetachedSignature;
import dev.gatehouse.engine.approval.SigningKey;
import dev.gatehouse.engine.approval.TrustedKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A list of approvals as it lies on the disk, its bytes read once: what was checked is what is read. */
public final class ApprovalsFile {

    private static final long MAX_BYTES = 1L << 20;

    private final Path file;
    private final byte[] bytes;

    private ApprovalsFile(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Reads a list, checks its signature, and only then looks at what it says.
     *
     * @throws ApprovalsException if the list or a key cannot be read, or the signature is not good
     * @throws ConfigurationException about the first thing that is wrong in a list that is signed well
     */
    public static Approvals open(ApprovalSettings settings) throws ApprovalsException, ConfigurationException {
        List<TrustedKey> keys = new ArrayList<>();
        for (Path key : settings.keys()) {
            keys.add(TrustedKey.read(key));
        }
        ApprovalsFile list = read(settings.file());
        DetachedSignature signature = list.check(keys);
        return new Approvals(settings.file(), signature, list.entries());
    }

    /**
     * Reads a list's bytes.
     *
     * @throws ApprovalsException if they cannot be read
     */
    public static ApprovalsFile read(Path file) throws ApprovalsException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ApprovalsException(Fault.UNREADABLE, file + ": too large for a list of approvals");
            }
            return new ApprovalsFile(file, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new ApprovalsException(
                    Fault.UNREADABLE,
                    file + ": there is no such list of approvals, so nobody may scan: put it there, or take approvals"
                            + " out of gatehouse.yaml",
                    e);
        } catch (IOException e) {
            throw new ApprovalsException(Fault.UNREADABLE, file + ": the list of approvals cannot be read: " + e, e);
        }
    }

    /** Where the signature of a list lies. */
    public static Path signatureOf(Path file) {
        return file.resolveSibling(file.getFileName() + DetachedSignature.SUFFIX);
    }

    /**
     * Checks the signature that lies beside it.
     *
     * @throws ApprovalsException if there is none, or it is not good
     */
    public DetachedSignature check(List<TrustedKey> keys) throws ApprovalsException {
        Path signature = signatureOf(file);
        String text;
        try {
            text = Files.readString(signature, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new ApprovalsException(
                    Fault.UNSIGNED,
                    file + ": it is not signed: there is no " + signature + "; sign it with gatehouse approvals sign",
                    e);
        } catch (IOException e) {
            throw new ApprovalsException(Fault.UNREADABLE, signature + ": cannot be read: " + e, e);
        }
        return DetachedSignature.check(file, bytes, text, keys);
    }

    /**
     * What it says, whoever says it.
     *
     * @throws ConfigurationException about the first thing that is wrong
     */
    public List<Approval> entries() throws ConfigurationException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return ApprovalsReader.read(file, text);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + ": this is not UTF-8", e);
        }
    }

    /**
     * Signs it, in the place of any signature before.
     *
     * @throws ApprovalsException if the signature cannot be written
     */
    public DetachedSignature sign(SigningKey key) throws ApprovalsException {
        DetachedSignature signature = key.sign(bytes);
        Path target = signatureOf(file);
        Path draft = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.writeString(draft, signature.text(), StandardCharsets.US_ASCII);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ApprovalsException(Fault.UNREADABLE, target + ": cannot be written: " + e, e);
        }
        return signature;
    }
}

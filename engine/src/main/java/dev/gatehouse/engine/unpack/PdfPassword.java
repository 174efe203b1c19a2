package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Tries the empty password, with which everybody opens such a file. ISO 32000-1, 7.6.3.3; ISO 32000-2, 7.6.4.3. */
final class PdfPassword {

    private static final byte[] PADDING =
            HexFormat.of().parseHex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a");

    private static final int ROUNDS = 50;
    private static final int LEAST_ROUNDS_AES = 64;
    private static final byte[] NO_METADATA = {-1, -1, -1, -1};

    private final PdfValue.Dictionary dictionary;
    private final PdfObjects objects;
    private final byte[] fileId;
    private final int revision;
    private final int version;

    private PdfPassword(PdfValue.Dictionary dictionary, PdfObjects objects, byte[] fileId) {
        this.dictionary = dictionary;
        this.objects = objects;
        this.fileId = fileId;
        this.revision = (int) number("R", 0);
        this.version = (int) number("V", 0);
    }

    /**
     * The cipher of a file that opens with the empty password.
     *
     * @param fileId the first of the file's two identifiers
     * @throws Fault with {@link ReasonCode#ENCRYPTED} if it does not open
     */
    static PdfCipher empty(PdfValue.Dictionary encryption, PdfObjects objects, byte[] fileId) throws IOException {
        PdfPassword password = new PdfPassword(encryption, objects, fileId);
        try {
            if (!encryption.says("Filter", "Standard")) {
                throw new Fault(ReasonCode.ENCRYPTED, "the PDF is encrypted for certain readers");
            }
            byte[] key = password.version >= 5 ? password.longKey() : password.shortKey();
            return new PdfCipher(key, password.method("StmF"), password.method("StrF"));
        } catch (GeneralSecurityException e) {
            throw new Fault(ReasonCode.ENCRYPTED, "the PDF is encrypted in a way that is not known", e);
        }
    }

    private PdfCipher.Method method(String key) throws Fault {
        if (version < 4) {
            return PdfCipher.Method.RC4;
        }
        PdfValue name = objects.resolve(dictionary.at(key));
        PdfValue filters = dictionary.at("CF");
        if (name instanceof PdfValue.Name told
                && filters instanceof PdfValue.Dictionary known
                && known.at(told.text()) instanceof PdfValue.Dictionary filter
                && filter.at("CFM") instanceof PdfValue.Name method) {
            return switch (method.text()) {
                case "None" -> PdfCipher.Method.NONE;
                case "V2" -> PdfCipher.Method.RC4;
                case "AESV2" -> PdfCipher.Method.AES_128;
                case "AESV3" -> PdfCipher.Method.AES_256;
                default -> throw new Fault(ReasonCode.ENCRYPTED, "the PDF is encrypted by " + method.text());
            };
        }
        return PdfCipher.Method.NONE; // Identity, which is also what stands where nothing stands
    }

    private byte[] shortKey() throws IOException, GeneralSecurityException {
        int length = Math.clamp(revision < 3 ? 5 : number("Length", version == 4 ? 128 : 40) / 8, 5, 16);
        long allowed = number("P", 0);
        byte[] permissions = {(byte) allowed, (byte) (allowed >> 8), (byte) (allowed >> 16), (byte) (allowed >> 24)};
        boolean plainMetadata = dictionary.at("EncryptMetadata") instanceof PdfValue.Word word
                && word.text().equals("false");
        byte[] key = md5(
                PADDING,
                Arrays.copyOf(bytes("O"), 32),
                permissions,
                fileId,
                revision >= 4 && plainMetadata ? NO_METADATA : new byte[0]);
        for (int i = 0; revision >= 3 && i < ROUNDS; i++) {
            key = md5(Arrays.copyOf(key, length));
        }
        key = Arrays.copyOf(key, length);
        byte[] proof = revision < 3 ? rc4(key, PADDING) : proof(key);
        if (!Arrays.equals(proof, Arrays.copyOf(bytes("U"), proof.length))) {
            throw passwordWanted();
        }
        return key;
    }

    private byte[] proof(byte[] key) throws GeneralSecurityException {
        byte[] proof = md5(PADDING, fileId);
        for (int i = 0; i < 20; i++) {
            byte[] other = key.clone();
            for (int k = 0; k < other.length; k++) {
                other[k] ^= (byte) i;
            }
            proof = rc4(other, proof);
        }
        return proof;
    }

    private byte[] longKey() throws IOException, GeneralSecurityException {
        byte[] user = Arrays.copyOf(bytes("U"), 48);
        byte[] proof = hash(Arrays.copyOfRange(user, 32, 40));
        if (!Arrays.equals(proof, Arrays.copyOf(user, 32))) {
            throw passwordWanted();
        }
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        SecretKeySpec key = new SecretKeySpec(hash(Arrays.copyOfRange(user, 40, 48)), "AES");
        cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(new byte[16]));
        return cipher.doFinal(Arrays.copyOf(bytes("UE"), 32));
    }

    /** Algorithm 2.B of ISO 32000-2 for the empty password; before revision 6, its first step alone. */
    private byte[] hash(byte[] salt) throws GeneralSecurityException {
        byte[] key = MessageDigest.getInstance("SHA-256").digest(salt);
        if (revision < 6) {
            return key;
        }
        int last = 0;
        for (int round = 0; round < LEAST_ROUNDS_AES || last > round - 32; round++) {
            byte[] repeated = new byte[64 * key.length];
            for (int i = 0; i < 64; i++) {
                System.arraycopy(key, 0, repeated, i * key.length, key.length);
            }
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(Arrays.copyOf(key, 16), "AES"),
                    new IvParameterSpec(Arrays.copyOfRange(key, 16, 32)));
            byte[] mixed = cipher.doFinal(repeated);
            int remainder = new BigInteger(1, Arrays.copyOf(mixed, 16))
                    .mod(BigInteger.valueOf(3))
                    .intValue();
            String digest = remainder == 0 ? "SHA-256" : remainder == 1 ? "SHA-384" : "SHA-512";
            key = MessageDigest.getInstance(digest).digest(mixed);
            last = mixed[mixed.length - 1] & 0xff;
        }
        return Arrays.copyOf(key, 32);
    }

    private static Fault passwordWanted() {
        return new Fault(ReasonCode.ENCRYPTED, "the PDF opens with a password only");
    }

    private long number(String key, long otherwise) {
        return objects.resolve(dictionary.at(key)) instanceof PdfValue.Numeral number ? number.value() : otherwise;
    }

    private byte[] bytes(String key) {
        return dictionary.at(key) instanceof PdfValue.Text text ? text.bytes() : new byte[0];
    }

    static byte[] md5(byte[]... parts) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static byte[] rc4(byte[] key, byte[] data) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RC4");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "RC4"));
        return cipher.doFinal(data);
    }
}

package dev.gatehouse.engine.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.engine.approval.ApprovalsException.Fault;
import dev.gatehouse.engine.configuration.ApprovalSettings;
import dev.gatehouse.engine.configuration.ApprovalsFile;
import dev.gatehouse.engine.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {

    private static final SigningKey KEY = SigningKey.generate();
    private static final byte[] LIST =
            ("approvals:\n" + Lists.acme("versions: '>=1.4'")).getBytes(StandardCharsets.UTF_8);
    private static final Path FILE = Path.of("approvals.yaml");

    @TempDir
    private Path folder;

    private Lists lists = new Lists(FILE);

    @BeforeEach
    void makeLists() {
        lists = new Lists(folder);
    }

    @Test
    void aListThatIsSignedWellIsRead() throws Exception {
        assertThat(lists.of(Lists.acme()).entries())
                .singleElement()
                .satisfies(approval -> assertThat(approval.vendor()).isEqualTo("Acme"));
    }

    @Test
    void aListWithoutASignatureIsUnsigned() throws Exception {
        lists.write(Lists.acme());
        Files.delete(folder.resolve("approvals.yaml.sig"));

        assertFault(Fault.UNSIGNED, "it is not signed", "gatehouse approvals sign");
    }

    @Test
    void aListThatWasAlteredSaysSo() throws Exception {
        lists.write(Lists.acme());
        Files.writeString(lists.file(), "approvals:\n" + Lists.acme() + Lists.acme());

        assertFault(Fault.ALTERED, "altered after it was signed", "bring back the list");
    }

    @Test
    void aSignatureByAKeyThatIsNotTrustedSaysWhichKey() throws Exception {
        lists.write(Lists.acme());
        SigningKey other = SigningKey.generate();
        var _ = ApprovalsFile.read(lists.file()).sign(other);

        assertFault(Fault.UNKNOWN_KEY, other.publicKey().fingerprint(), "not trusted here");
    }

    @Test
    void aSignatureUnderAnothersNameIsWrong() throws Exception {
        lists.write(Lists.acme());
        Path file = folder.resolve("approvals.yaml.sig");
        String own = Files.readString(file);
        SigningKey other = SigningKey.generate();
        String forged = ApprovalsFile.read(lists.file()).sign(other).text();
        Files.writeString(
                file,
                forged.replace(
                        "key-sha256: " + other.publicKey().fingerprint(),
                        own.lines()
                                .filter(line -> line.startsWith("key-sha256"))
                                .findFirst()
                                .orElseThrow()));

        assertFault(Fault.WRONGLY_SIGNED, "the signature is wrong", "did not make it");
    }

    @Test
    void whatIsNoSignatureSaysSo() throws Exception {
        lists.write(Lists.acme());
        Files.writeString(folder.resolve("approvals.yaml.sig"), "signed, the director\n");

        assertFault(Fault.NO_SIGNATURE, "this is no signature", "gatehouse approvals sign");
    }

    @Test
    void aListThatIsNotThereLetsNobodyScan() throws Exception {
        lists.write(Lists.acme());
        Files.delete(lists.file());

        assertFault(Fault.UNREADABLE, "nobody may scan", "out of gatehouse.yaml");
    }

    @Test
    void whatIsNoPublicEd25519KeyIsRefused() throws Exception {
        lists.write(Lists.acme());
        Path wrong = folder.resolve("wrong.pem");
        for (String text :
                List.of("key\n", KEY.pem(), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")) {
            Files.writeString(wrong, text);
            ApprovalSettings settings = new ApprovalSettings(lists.file(), List.of(wrong));

            assertThat(catchThrowableOfType(ApprovalsException.class, () -> ApprovalsFile.open(settings))
                            .fault())
                    .isEqualTo(Fault.NO_KEY);
        }
    }

    @Test
    void aListIsNotReadBeforeItsSignatureIsGood() throws Exception {
        lists.write("  - nonsense\n");
        assertThatThrownBy(lists::open).isInstanceOf(ConfigurationException.class);

        Files.writeString(lists.file(), "other nonsense");
        assertFault(Fault.ALTERED, "altered");
    }

    /** Every byte of the signature, each changed in every bit. */
    @Test
    void aSignatureInWhichOneBitIsAnotherIsRefused() {
        byte[] text = KEY.sign(LIST).text().getBytes(StandardCharsets.ISO_8859_1);
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < text.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = text.clone();
                changed[i] ^= (byte) (1 << bit);
                if (accepts(LIST, changed)) {
                    accepted.add("byte " + i + ", bit " + bit);
                }
            }
        }

        assertThat(accepts(LIST, text)).isTrue();
        assertThat(accepted).isEmpty();
    }

    @Property(tries = 500)
    void aListInWhichOneByteIsAnotherIsRefused(
            @ForAll @IntRange(max = 10_000) int place, @ForAll @IntRange(min = 1, max = 255) int difference) {
        byte[] changed = LIST.clone();
        changed[place % LIST.length] ^= (byte) difference;

        assertThat(accepts(changed, signature(LIST))).isFalse();
        assertThat(accepts(changed, withDigestOf(changed)))
                .as("its digest put right")
                .isFalse();
    }

    @Property(tries = 500)
    void aSignatureInWhichOneByteIsAnotherIsRefused(
            @ForAll @IntRange(max = 10_000) int place, @ForAll @IntRange(min = 1, max = 255) int difference) {
        byte[] changed = signature(LIST);
        changed[place % changed.length] ^= (byte) difference;

        assertThat(accepts(LIST, changed)).isFalse();
    }

    @Property(tries = 200)
    void aSignatureThatIsCutOrGoesOnIsRefused(@ForAll @IntRange(max = 10_000) int length, @ForAll char more) {
        String text = KEY.sign(LIST).text();

        assertThat(accepts(LIST, text.substring(0, length % text.length()).getBytes(StandardCharsets.ISO_8859_1)))
                .isFalse();
        assertThat(accepts(LIST, (text + more).getBytes(StandardCharsets.ISO_8859_1)))
                .isFalse();
    }

    private static byte[] signature(byte[] list) {
        return KEY.sign(list).text().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] withDigestOf(byte[] changed) {
        return KEY.sign(LIST)
                .text()
                .replace(Ed25519.sha256(LIST), Ed25519.sha256(changed))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean accepts(byte[] list, byte[] signature) {
        try {
            var _ = DetachedSignature.check(
                    FILE, list, new String(signature, StandardCharsets.ISO_8859_1), List.of(KEY.publicKey()));
            return true;
        } catch (ApprovalsException e) {
            return false;
        }
    }

    private void assertFault(Fault fault, String... parts) {
        ApprovalsException thrown = catchThrowableOfType(ApprovalsException.class, lists::open);
        assertThat(thrown.fault()).isEqualTo(fault);
        assertThat(thrown).hasMessageContainingAll(parts).hasMessageStartingWith(lists.file() + "");
    }
}

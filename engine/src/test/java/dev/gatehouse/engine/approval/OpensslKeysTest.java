package dev.gatehouse.engine.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and signatures go both ways between openssl and us. */
class OpensslKeysTest {

    private static final byte[] LIST = "approvals: []\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void opensslMakesKeysThatSignAndAreTrusted() throws Exception {
        openssl("genpkey", "-algorithm", "ed25519", "-out", "key.pem");
        openssl("pkey", "-in", "key.pem", "-pubout", "-out", "public.pem");
        openssl("pkey", "-pubin", "-in", "public.pem", "-outform", "DER", "-out", "public.der");

        SigningKey key = SigningKey.read(folder.resolve("key.pem"));
        TrustedKey trusted = TrustedKey.read(folder.resolve("public.pem"));

        assertThat(key.publicKey().fingerprint())
                .isEqualTo(trusted.fingerprint())
                .isEqualTo(Ed25519.sha256(Files.readAllBytes(folder.resolve("public.der"))));
        assertThat(DetachedSignature.check(folder, LIST, key.sign(LIST).text(), List.of(trusted))
                        .keySha256())
                .isEqualTo(trusted.fingerprint());
    }

    @Test
    void opensslReadsOurKeysAndVerifiesOurSignatures() throws Exception {
        SigningKey key = SigningKey.generate();
        Files.writeString(folder.resolve("key.pem"), key.pem());
        Files.writeString(folder.resolve("public.pem"), key.publicKey().pem());
        Files.write(folder.resolve("list"), LIST);
        String text = key.sign(LIST).text();
        Files.write(
                folder.resolve("signature"),
                Base64.getDecoder()
                        .decode(text.substring(text.indexOf("ed25519: ") + 9).strip()));

        openssl(
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                "public.pem",
                "-rawin",
                "-in",
                "list",
                "-sigfile",
                "signature");
        assertThat(openssl("pkey", "-in", "key.pem", "-pubout"))
                .isEqualTo(key.publicKey().pem());
    }

    @Test
    void keysOfAnotherKindAreRefusedWithWhatToDo() throws Exception {
        openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "rsa.pem");
        openssl("genpkey", "-algorithm", "ed25519", "-out", "key.pem");
        openssl("pkey", "-in", "key.pem", "-aes128", "-passout", "pass:word", "-out", "locked.pem");

        assertThatThrownBy(() -> SigningKey.read(folder.resolve("rsa.pem")))
                .hasMessageContaining("this is no Ed25519 key; make one with gatehouse approvals keygen");
        assertThatThrownBy(() -> SigningKey.read(folder.resolve("locked.pem")))
                .hasMessageContaining("the key has a password; openssl pkey -in");
        assertThatThrownBy(() -> TrustedKey.read(folder.resolve("key.pem")))
                .hasMessageContaining("this is a PRIVATE KEY, and what is wanted is a public one; openssl pkey -in");
    }

    private String openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}

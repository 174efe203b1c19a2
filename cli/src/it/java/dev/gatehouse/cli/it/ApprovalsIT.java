package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists of approvals, signed and held by the built command. */
class ApprovalsIT {

    private static final String HOUSE = "  - {vendor: Gatehouse, product: Gatehouse builtin, versions: '>=0.1',"
            + " type: builtin, order: Order 1, until: 2099-12-31}\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void configure() throws Exception {
        Files.writeString(folder.resolve("note.txt"), "hello\n");
        Files.writeString(
                folder.resolve("gatehouse.yaml"),
                "approvals: {file: approvals.yaml, keys: [key.pub]}\nbackends:\n  - {type: builtin, signatures: []}\n");
        assertThat(run("approvals", "keygen", "key").exitCode()).isZero();
    }

    @Test
    void aListIsSignedVerifiedShownAndHeld() throws Exception {
        sign(HOUSE);
        String key = "sha256:[0-9a-f]{64}";

        assertThat(verify().output()).matches(".*/approvals.yaml: 1 approval, signed by " + key + "\n");
        Result shown = run("approvals", "show", "--config=gatehouse.yaml");
        assertThat(shown.lines()).hasSize(3).first().asString().matches("signed by " + key);
        assertThat(shown.lines().getLast())
                .matches("holds +Gatehouse +Gatehouse builtin +>=0.1 +builtin +always +2099-12-31 +Order 1 +-");
        Result scan = run("scan", "--config=gatehouse.yaml", "note.txt");
        assertThat(scan.error()).isEmpty();
        assertThat(scan.lines())
                .contains("note.txt: OK")
                .anySatisfy(line -> assertThat(line).matches("Approvals: .*/approvals.yaml, signed by " + key));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void reportsSayUnderWhichApprovalABackendScans() throws Exception {
        sign(HOUSE);

        JsonNode summary = summary("--config=gatehouse.yaml");
        assertThat(summary.get("approvals").asString()).isEqualTo("signed");
        assertThat(summary.get("approvalsFile").asString()).endsWith("/approvals.yaml");
        assertThat(summary.get("approvalsSha256").asString()).hasSize(64);
        JsonNode backend = summary.get("backends").get(0);
        assertThat(backend.get("approvedUntil").asString()).isEqualTo("2100-01-01T00:00:00Z");
        assertThat(backend.get("approvedUnder").asString()).isEqualTo("Order 1");

        assertThat(summary("--no-config").get("approvals").asString()).isEqualTo("none");
    }

    @Test
    void backendsListSaysWhoIsApproved() throws Exception {
        sign(HOUSE);
        assertThat(run("backends", "list", "--config=gatehouse.yaml").lines())
                .contains("builtin: approved until 2099-12-31 (Order 1)")
                .anySatisfy(line -> assertThat(line).startsWith("approvals: ").contains("signed by"));

        sign("  - {vendor: Acme, product: Shield, type: acme, order: Order 2, until: 2099-12-31}\n");
        assertThat(run("backends", "list", "--config=gatehouse.yaml").lines())
                .anySatisfy(line -> assertThat(line).matches("builtin +builtin +primary +unapproved .*"))
                .contains("builtin: backend builtin is not approved: no approval covers the type builtin: have it"
                        + " approved, or take the backend out of the configuration");
        assertThat(run("backends", "list", "--no-config").lines()).contains("approvals: none");
    }

    @Test
    void whoIsNotCoveredDoesNotScanAndEachCaseSaysWhatItIs() throws Exception {
        assertRefused("no approval names that vendor and product", HOUSE.replace("Gatehouse builtin", "Lamp"));
        assertRefused("no approval covers the type builtin", HOUSE.replace("type: builtin", "type: clamd"));
        assertRefused("its version is 0.1.0-SNAPSHOT, and approved are >=2", HOUSE.replace(">=0.1", ">=2"));
        assertRefused("(Gatehouse Gatehouse builtin, Order 1) ended with 2020-12-31", HOUSE.replace("2099", "2020"));
        assertRefused("does not hold before 2098-01-01", HOUSE.replace("until: 2099", "from: 2098-01-01, until: 2099"));
    }

    @Test
    void aListThatCannotBeReliedOnLetsNobodyScan() throws Exception {
        sign(HOUSE);
        Path list = folder.resolve("approvals.yaml");
        Path signature = folder.resolve("approvals.yaml.sig");
        String good = Files.readString(signature);

        Files.writeString(list, "approvals:\n" + HOUSE.replace("2099", "2199"));
        assertUntrusted(1, "it was altered after it was signed");

        Files.writeString(list, "approvals:\n" + HOUSE);
        Files.delete(signature);
        assertUntrusted(1, "it is not signed: there is no ");

        assertThat(run("approvals", "keygen", "other").exitCode()).isZero();
        assertThat(run("approvals", "sign", "approvals.yaml", "--key=other").exitCode())
                .isZero();
        assertUntrusted(1, "which is not trusted here");

        String forged = Files.readString(signature)
                .replaceAll(
                        "key-sha256: .*",
                        good.lines()
                                .filter(line -> line.startsWith("key-"))
                                .findFirst()
                                .orElseThrow());
        Files.writeString(signature, forged);
        assertUntrusted(1, "the signature is wrong");

        Files.writeString(signature, good.replaceFirst("ed25519", "ed448"));
        assertUntrusted(1, "this is no signature, or a damaged one");

        Files.delete(list);
        assertUntrusted(2, "there is no such list of approvals, so nobody may scan");
    }

    @Test
    void aTamperedCopyNeverOpens() throws Exception {
        sign(HOUSE);
        for (Path file : List.of(folder.resolve("approvals.yaml"), folder.resolve("approvals.yaml.sig"))) {
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < good.length; i += good.length / 4) {
                byte[] changed = good.clone();
                changed[i] ^= 1;
                Files.write(file, changed);

                Result scan = scan();

                assertThat(scan.exitCode()).as("byte %d of %s", i, file).isEqualTo(2);
                assertThat(scan.output()).isEmpty();
            }
            Files.write(file, good);
        }
        assertThat(scan().exitCode()).isZero();
    }

    @Test
    void aPluginScansWithTheBytesThatArePinnedAlone() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("sized.jar");
        SizedPlugin.build(folder, jar);
        Files.writeString(folder.resolve("gatehouse.yaml"), """
                approvals: {file: approvals.yaml, keys: [key.pub]}
                plugins: plugins
                backends: [{type: builtin, signatures: []}, {type: sized, size: 6}]
                """);
        String digest = Launched.in(folder)
                .shell("sha256sum plugins/sized.jar")
                .output()
                .substring(0, 64);
        String plugin = "  - {vendor: Example, product: Sized, type: sized, order: Order 2, until: 2099-12-31,"
                + " sha256: {plugin: " + digest + "}}\n";
        sign(HOUSE + plugin);
        assertThat(scan().lines()).containsExactly("note.txt: Size.6 FOUND");

        sign(HOUSE + plugin.replace(digest, "0".repeat(64)));
        assertThat(scan().error()).contains("no backend of type sized is installed");

        sign(HOUSE + plugin.replace("Example", "Somebody"));
        Result mispinned = scan();
        assertThat(mispinned.error())
                .contains(
                        "sized",
                        "is pinned by line 3 (Somebody Sized, Order 2) says of itself that it is Example Sized");
        assertThat(mispinned.exitCode()).isEqualTo(2);
    }

    @Test
    void warnsOfAnApprovalThatEndsSoon() throws Exception {
        LocalDate last = LocalDate.now(ZoneOffset.UTC).plusDays(5);
        sign(HOUSE.replace("2099-12-31", last.toString()));

        assertThat(scan().error())
                .startsWith("gatehouse: warning: the approval of backend builtin ends with " + last + ", in 6 days");
    }

    /** The first file is the standard input, which ends when the approval has. */
    @Test
    void anApprovalThatEndsDuringAScanTakesItsBackendOut() throws Exception {
        sign(HOUSE.replace("2099-12-31", Instant.now().plusSeconds(6).toString()));

        Process process = Launched.in(folder)
                .start("scan", "--no-summary", "--jobs=1", "--config=gatehouse.yaml", "-", "note.txt");
        List<String> warnings = new ArrayList<>();
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
                OutputStream input = process.getOutputStream()) {
            input.write('x');
            input.flush();
            while (warnings.isEmpty() || !warnings.getLast().contains("is not approved")) {
                String line = errors.readLine();
                assertThat(line).as("after %s", warnings).isNotNull();
                warnings.add(line);
            }
        }

        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2).first().isEqualTo("stdin: OK");
        assertThat(lines.getLast())
                .startsWith("note.txt: backend-unavailable: builtin: backend builtin is not approved: ")
                .contains("ended with");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void opensslMakesTheKeyAndChecksTheSignature() throws Exception {
        Files.writeString(folder.resolve("approvals.yaml"), "approvals:\n" + HOUSE);
        Result result = Launched.in(folder).shell("""
                set -e
                openssl genpkey -algorithm ed25519 -out director.pem
                openssl pkey -in director.pem -pubout -out director.pub
                gatehouse approvals sign approvals.yaml --key director.pem
                gatehouse approvals verify --no-config --trust director.pub approvals.yaml
                sed -n 's/^ed25519: //p' approvals.yaml.sig | base64 -d > signature
                openssl pkeyutl -verify -pubin -inkey director.pub -rawin -in approvals.yaml -sigfile signature
                """);

        assertThat(result.error()).isEmpty();
        assertThat(result.lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("approvals.yaml.sig: 1 approval signed by sha256:");
        assertThat(result.lines().getLast()).isEqualTo("Signature Verified Successfully");
    }

    @Test
    void whatIsWrongInAListIsNotSigned() throws Exception {
        Files.writeString(folder.resolve("approvals.yaml"), "approvals:\n  - vendor: Acme\n");

        Result result = run("approvals", "sign", "approvals.yaml", "--key=key");

        assertThat(result.error()).isEqualTo("gatehouse: approvals.yaml:2:5: an approval needs product\n");
        assertThat(folder.resolve("approvals.yaml.sig")).doesNotExist();
        assertThat(run("approvals", "keygen", "key").error()).contains("is there already");
    }

    private void sign(String entries) throws Exception {
        Files.writeString(folder.resolve("approvals.yaml"), "approvals:\n" + entries);
        assertThat(run("approvals", "sign", "approvals.yaml", "--key=key").exitCode())
                .isZero();
    }

    private void assertRefused(String message, String entries) throws Exception {
        sign(entries);
        Result result = scan();
        assertThat(result.error())
                .startsWith("gatehouse: backend builtin is not approved: ")
                .contains(message);
        assertThat(result.output()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(2);
    }

    private void assertUntrusted(int code, String message) throws Exception {
        Result verified = verify();
        assertThat(verified.error()).startsWith("gatehouse: ").contains(message);
        assertThat(verified.exitCode()).isEqualTo(code);
        Result scan = scan();
        assertThat(scan.error()).isEqualTo(verified.error());
        assertThat(scan.output()).isEmpty();
        assertThat(scan.exitCode()).isEqualTo(2);
    }

    private JsonNode summary(String configuration) throws Exception {
        return JsonMapper.builder()
                .build()
                .readTree(
                        run("scan", "--format=json", configuration, "note.txt").output())
                .get("summary");
    }

    private Result verify() throws Exception {
        return run("approvals", "verify", "--config=gatehouse.yaml");
    }

    private Result scan() throws Exception {
        return Launched.in(folder).scan("--config=gatehouse.yaml", "note.txt");
    }

    private Result run(String... arguments) throws Exception {
        return Launched.in(folder).run(arguments);
    }
}

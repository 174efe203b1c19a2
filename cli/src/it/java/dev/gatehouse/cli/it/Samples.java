package dev.gatehouse.cli.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files to scan. The test file of eicar.org is put together here, so that no file of ours holds it. */
final class Samples {

    static final String EICAR_NAME = "Eicar-Test-Signature";

    private Samples() {}

    static byte[] eicar() {
        String head = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$";
        String tail = "EICAR-STANDARD-ANTIVIRUS" + "-TEST-FILE!$H+H*";
        return (head + tail).getBytes(StandardCharsets.US_ASCII);
    }

    static Path write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(file, content);
    }

    static Path clean(Path file) throws IOException {
        return write(file, "nothing is the matter\n".getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] zip(Map<String, byte[]> members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
            }
        }
        return bytes.toByteArray();
    }
}

package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.ContentType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;

/** One small archive of every kind that is opened. */
final class Seeds {

    /** An archive and its type. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Seed(ContentType type, byte[] bytes) {}

    private Seeds() {}

    static List<Seed> all(Path folder) throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.write(in.resolve("a.txt"), Samples.text(900));
        Files.write(in.resolve("b.bin"), Samples.random(300));
        List<Seed> seeds = new ArrayList<>();
        String[][] containers = {
            {"zip", "zip -q -r ../it.zip ."},
            {"zip", "zip -q -r - . | cat > ../it.zip"},
            {"zip", "zip -q -r -fz -Z bzip2 ../it.zip ."},
            {"zip", "7z a -bd -tzip -mm=Deflate64 ../it.zip ."},
            {"zip", "7z a -bd -tzip -mm=LZMA ../it.zip ."},
            {"tar", "tar --format=gnu -cf ../it.tar ."},
            {"tar", "truncate -s 20k sparse && tar -S --format=posix -cf ../it.tar . && rm sparse"},
            {"7z", "7z a -bd ../it.7z ."},
            {"7z", "7z a -bd -m0=BCJ -m1=LZMA -mhc=off ../it.7z ."},
            {"7z", "7z a -bd -m0=Delta:4 -m1=BZip2 -ms=off ../it.7z ."},
            {"ar", "ar rc ../it.ar a.txt b.bin"},
            {"cpio", "ls | cpio -o -H newc > ../it.cpio"},
            {"cpio", "ls | cpio -o -H odc > ../it.cpio"},
            {"cpio", "ls | cpio -o -H bin > ../it.cpio"},
            {"arj", "arj a -m1 ../it.arj a.txt b.bin"},
            {"arj", "arj a -m4 ../it.arj a.txt b.bin"},
        };
        for (String[] container : containers) {
            Path archive = folder.resolve("it." + container[0]);
            Tools.shell(in, container[1]);
            seeds.add(new Seed(new ContentType(container[0]), Files.readAllBytes(archive)));
            Files.delete(archive);
        }
        Path impl = Path.of("/usr/share/clamav-testfiles/clam.impl.zip");
        seeds.add(new Seed(ContentType.ZIP, Files.readAllBytes(impl)));
        StreamsTest.formats().forEach(format -> {
            if (format.command().length > 0) {
                byte[] data = Samples.text(3000);
                seeds.add(new Seed(format.type(), Tools.run(folder, data, format.command())));
            }
        });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FramedSnappyCompressorOutputStream snappy = new FramedSnappyCompressorOutputStream(out)) {
            snappy.write(Samples.text(3000));
        }
        seeds.add(new Seed(ContentType.SNAPPY_FRAMED, out.toByteArray()));
        Path testFiles = Path.of("/usr/share/clamav-testfiles");
        seeds.add(new Seed(ContentType.MAIL, Files.readAllBytes(testFiles.resolve("clam.mail"))));
        seeds.add(new Seed(ContentType.MAIL, Files.readAllBytes(testFiles.resolve("clam.exe.mbox.uu"))));
        seeds.add(new Seed(ContentType.ENCODED_TEXT, Files.readAllBytes(testFiles.resolve("clam.exe.binhex"))));
        seeds.add(new Seed(ContentType.ENCODED_TEXT, MailBlocksTest.yenc(Samples.random(900), "name=x", true)));
        seeds.add(new Seed(ContentType.CMS, CmsTest.compressed(Samples.text(900))));
        seeds.add(new Seed(ContentType.DUMP, dump(folder, "-0")));
        seeds.add(new Seed(ContentType.DUMP, dump(folder, "-0 -z")));
        return seeds;
    }

    /** A dump of the sample files; dump(8) wants a block device. */
    static byte[] dump(Path folder, String options) throws IOException {
        Path files = Files.createTempDirectory(folder, "dump");
        Samples.write(files);
        Tools.shell(
                folder,
                "rm -f disk && truncate -s 4M disk && mke2fs -q -t ext2 -d " + files.getFileName() + " disk"
                        + " && loop=$(losetup -f --show disk) && dump " + options
                        + " -f it.dump $loop; done=$?; losetup -d $loop; exit $done");
        return Files.readAllBytes(folder.resolve("it.dump"));
    }
}

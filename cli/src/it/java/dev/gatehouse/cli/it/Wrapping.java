package dev.gatehouse.cli.it;

import java.util.ArrayList;
import java.util.List;

/**
 * A way to put a file into an archive with a real program, and where it comes out again.
 *
 * @param name for messages
 * @param command lines of bash that read {@code $in}, a file in the working folder, and write {@code $out}
 * @param members the path at which the file is found below the archive; {@code $in} stands for its name
 */
record Wrapping(String name, String command, List<String> members) {

    private static final String SPEC = """
            Name: p
            Version: 1
            Release: 1
            Summary: s
            License: none
            BuildArch: noarch
            %description
            d
            %install
            mkdir -p %{buildroot}/opt
            cp %{_sourcedir}/$in %{buildroot}/opt/
            %files
            /opt/$in
            """;

    private static Wrapping member(String name, String command) {
        return new Wrapping(name, command, List.of("$in"));
    }

    private static Wrapping stream(String name, String command) {
        return new Wrapping(name, command, List.of(""));
    }

    /** The path at which a file of that name is found. */
    List<String> membersOf(String file) {
        return members.stream().map(member -> member.replace("$in", file)).toList();
    }

    /** All wrappings that cost little. */
    static List<Wrapping> all() {
        List<Wrapping> all = new ArrayList<>();
        for (String method : List.of("Copy", "Deflate", "Deflate64", "BZip2", "LZMA")) {
            all.add(member(
                    "zip " + method,
                    "7z a -bd -tzip -mm=" + method + " \"$out.zip\" filler \"$in\"" + " && mv \"$out.zip\" \"$out\""));
        }
        all.add(member("zip -0", "zip -q -0 - \"$in\" filler >\"$out\""));
        all.add(member("zip piped", "zip -q -9 - filler \"$in\" | cat >\"$out\""));
        all.add(member("zip bzip2", "zip -q -Z bzip2 \"$out.zip\" \"$in\" && mv \"$out.zip\" \"$out\""));
        all.add(member("zip64", "zip -q -fz \"$out.zip\" \"$in\" filler && mv \"$out.zip\" \"$out\""));
        for (String options : List.of(
                "-ms=on",
                "-ms=off",
                "-m0=LZMA",
                "-m0=BZip2",
                "-m0=Deflate -mhc=off",
                "-m0=Copy",
                "-m0=BCJ -m1=LZMA2",
                "-m0=Delta:4 -m1=LZMA2")) {
            all.add(member(
                    "7z " + options,
                    "7z a -bd -t7z " + options + " \"$out.7z\" filler \"$in\"" + " && mv \"$out.7z\" \"$out\""));
        }
        for (String format : List.of("v7", "oldgnu", "gnu", "ustar", "posix")) {
            all.add(member("tar " + format, "tar --format=" + format + " -cf \"$out\" filler \"$in\""));
        }
        for (String dialect : List.of("bin", "odc", "newc", "crc", "hpbin", "hpodc", "tar", "ustar")) {
            all.add(member(
                    "cpio " + dialect, "printf 'filler\\n%s\\n' \"$in\" | cpio -o -H " + dialect + " >\"$out\""));
        }
        all.add(member("ar", "ar rcS \"$out\" filler \"$in\""));
        for (String method : List.of("0", "1", "2", "3", "4")) {
            all.add(member(
                    "arj -m" + method,
                    "arj a -y -m" + method + " \"$out.arj\" filler \"$in\"" + " && mv \"$out.arj\" \"$out\""));
        }
        all.add(member("gzip", "gzip -c \"$in\" >\"$out\""));
        all.add(stream("gzip -n", "gzip -1 -n <\"$in\" >\"$out\""));
        all.add(stream("bzip2", "bzip2 -c \"$in\" >\"$out\""));
        all.add(stream("xz", "xz -0 -c \"$in\" >\"$out\""));
        all.add(stream("xz x86", "xz --check=sha256 --x86 --lzma2=preset=1 -c \"$in\" >\"$out\""));
        all.add(stream("lzma", "xz -0 --format=lzma -c \"$in\" >\"$out\""));
        all.add(stream("zstd", "zstd -q -c \"$in\" >\"$out\""));
        all.add(stream("zstd -19", "zstd -q -19 --no-check -c \"$in\" >\"$out\""));
        all.add(stream("lz4", "lz4 -q -c \"$in\" >\"$out\""));
        all.add(stream("lz4 -l", "lz4 -q -l -c \"$in\" >\"$out\""));
        all.add(stream("compress", "compress -f -c <\"$in\" >\"$out\""));
        return all;
    }

    /** RPMs by the compression of their payload, which take rpmbuild a second each. */
    static List<Wrapping> packages() {
        return List.of(
                rpm("w9.gzdio", true),
                rpm("w9.bzdio", true),
                rpm("w2.xzdio", true),
                rpm("w3.zstdio", true),
                rpm("w.ufdio", false));
    }

    private static Wrapping rpm(String payload, boolean compressed) {
        String command = "cat >p.spec <<END\n" + SPEC + "END\n"
                + "rpmbuild -bb --quiet --define \"_topdir $PWD/top\" --define \"_sourcedir $PWD\""
                + " --define '_binary_payload " + payload + "' p.spec && mv top/RPMS/noarch/*.rpm \"$out\""
                + " && rm -rf top p.spec";
        return new Wrapping(
                "rpm " + payload,
                command,
                compressed ? List.of("payload", "", "./opt/$in") : List.of("payload", "./opt/$in"));
    }
}

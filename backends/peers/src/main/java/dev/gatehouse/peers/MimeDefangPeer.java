package dev.gatehouse.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What Debian's MIMEDefang does to have a message scanned: the function of its own Perl that a filter calls, without the
 * milter around it.
 */
public final class MimeDefangPeer {

    private MimeDefangPeer() {}

    /**
     * Has a message scanned whose parts are in the folder {@code Work} of a folder.
     *
     * @param configuration lines of the filter that tell which scanner is there
     * @return the category, what MIMEDefang advises, and the name of what was found: {@code virus quarantine NAME}
     * @throws IOException if it fails; the message holds what it says
     */
    public static String verdict(Path folder, String configuration) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of("perl", "-", folder.toString()))
                .redirectErrorStream(true)
                .start();
        try (var program = process.outputWriter(StandardCharsets.US_ASCII)) {
            program.write("""
                    use strict;
                    use warnings;
                    use IO::Select;
                    use IO::Socket;
                    use Mail::MIMEDefang;
                    use Mail::MIMEDefang::Antivirus;
                    our ($ClamdSock, %%Features, $CWD, $VirusName, $SyslogFacility);
                    $SyslogFacility = 'mail';
                    %s
                    $CWD = $ARGV[0];
                    my ($code, $category, $action) = message_contains_virus();
                    print "$category $action ", ($VirusName // ''), "\\n";
                    """.formatted(configuration));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (process.waitFor() != 0) {
            throw new IOException("MIMEDefang's scanner failed: " + said);
        }
        return said.strip();
    }
}

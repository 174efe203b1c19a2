package dev.gatehouse.gateway.icap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever bytes come, in whatever pieces: an answer or an end, never a fault, and a right answer to a right request. */
class IcapFuzzTest {

    private static final byte[] CLEAN = "nothing to see here".getBytes(StandardCharsets.US_ASCII);

    private static final IcapServer server = started();

    private static IcapServer started() {
        try {
            return IcapServer.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterContainer
    static void stop() {
        assertThat(server.troubles).noneMatch(trouble -> trouble.startsWith("fault"));
        assertThat(server.gate().load().messages()).isZero();
        assertThat(server.gate().load().bytes()).isZero();
        server.close();
    }

    @Property(tries = 150)
    void survivesAnyBytes(@ForAll @Size(max = 600) byte[] bytes) throws Exception {
        assertOrderly(exchange(bytes, bytes.length + 1));
    }

    @Property(tries = 300)
    void survivesRequestsWithMistakes(
            @ForAll("requests") String request,
            @ForAll @IntRange(max = 2000) int at,
            @ForAll @IntRange(max = 30) int cut,
            @ForAll("snippets") String with)
            throws Exception {
        int from = Math.min(at, request.length());
        int to = Math.min(request.length(), from + cut);
        String mutated = request.substring(0, from) + with + request.substring(to);
        assertOrderly(exchange(mutated.getBytes(StandardCharsets.ISO_8859_1), 1 << 20));
    }

    @Property(tries = 120)
    void answersEveryRightRequestRightHoweverItIsCut(
            @ForAll("requests") String request, @ForAll @IntRange(min = 1, max = 97) int piece) throws Exception {
        boolean infected = request.contains("EICAR");
        assertThat(exchange(request.getBytes(StandardCharsets.ISO_8859_1), piece))
                .startsWith(infected ? "ICAP/1.0 200" : "ICAP/1.0 20")
                .matches(answer -> answer.contains("X-Infection-Found") == infected);
    }

    @Provide
    Arbitrary<String> requests() {
        String allow = "Allow: 204\r\n";
        return Arbitraries.of(List.of(
                "OPTIONS icap://127.0.0.1/avscan ICAP/1.0\r\nHost: x\r\n\r\n",
                "REQMOD /avscan ICAP/1.0\r\nAllow: 204\r\nEncapsulated: req-hdr=0, null-body=18\r\n\r\nGET / HTTP/1.1\r\n\r\n",
                IcapServer.download(allow, "", CLEAN),
                IcapServer.download("", "", CLEAN),
                IcapServer.download("Allow: 206\r\n", "Content-Type: text/plain\r\n", CLEAN),
                IcapServer.download(allow, "", IcapServer.EICAR),
                IcapServer.download("Preview: 1024\r\n", "", IcapServer.EICAR).replace("0\r\n\r\n", "0; ieof\r\n\r\n"),
                IcapServer.upload("", "", IcapServer.EICAR),
                IcapServer.upload("Preview: 30\r\n", "", CLEAN).replace("0\r\n\r\n", "0;ieof\r\n\r\n"),
                IcapServer.upload(
                        allow,
                        "Content-Type: multipart/form-data; boundary=b\r\n",
                        "--b\r\n\r\nx\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII))));
    }

    @Provide
    Arbitrary<String> snippets() {
        return Arbitraries.of(
                "",
                "\r\n",
                "\n",
                "\r\n\r\n",
                "0\r\n\r\n",
                "ffffffffffffffff\r\n",
                "7fffffffffffffff\r\n",
                ";",
                ",",
                "=",
                "Preview: 0\r\n",
                "Encapsulated: null-body=0\r\n",
                "\0",
                "\u00ff",
                "9999999",
                "-1",
                " ",
                "res-body=0, ");
    }

    private static void assertOrderly(String answer) {
        assertThat(answer).matches(text -> text.isEmpty() || text.startsWith("ICAP/1.0 "));
    }

    /** Sends bytes in pieces, and then nothing more; gives back whatever comes. */
    private static String exchange(byte[] bytes, int piece) throws IOException {
        try (Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            try {
                for (int at = 0; at < bytes.length; at += piece) {
                    out.write(bytes, at, Math.min(piece, bytes.length - at));
                }
                socket.shutdownOutput();
                return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (SocketException e) {
                return ""; // it was cut off in the middle of its mistakes
            }
        }
    }
}

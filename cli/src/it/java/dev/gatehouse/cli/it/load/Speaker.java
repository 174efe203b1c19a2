package dev.gatehouse.cli.it.load;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Speaks a protocol as gateways do: a connection for each message. */
enum Speaker {
    /** As rspamd and Exim. */
    CLAMD {
        @Override
        byte[] request(byte[] mail) {
            return joined(ascii("zINSTREAM\0"), sized(mail), new byte[4]);
        }

        @Override
        byte[] lie() {
            return joined(ascii("zINSTREAM\0"), number(0x7fff_ffff), ascii("less than was said"));
        }

        @Override
        Told talk(byte[] mail, DataInputStream in, DataOutputStream out) throws IOException {
            out.write(request(mail));
            String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            if (answer.contains("OK")) {
                return new Told(Answer.CLEAN, answer);
            }
            // what could not be looked at has a name too, but none of a signature
            return new Told(
                    answer.contains("stream: Test.") || answer.contains("stream: Eicar")
                            ? Answer.INFECTED
                            : Answer.LATER,
                    answer);
        }
    },

    /** As Postfix. */
    MILTER {
        @Override
        byte[] request(byte[] mail) {
            return joined(
                    frame('O', joined(number(6), number(0x1ff), number(0x1f_ffff))),
                    frame('C', ascii("client.test\0004\0\031192.0.2.1\0")),
                    frame('M', ascii("<ann@client.test>\0")),
                    frame('B', mail));
        }

        @Override
        byte[] lie() {
            return joined(
                    frame('O', joined(number(6), number(0x1ff), number(0x1f_ffff))), number(0x7fff_ffff), ascii("B"));
        }

        @Override
        Told talk(byte[] mail, DataInputStream in, DataOutputStream out) throws IOException {
            out.write(frame('O', joined(number(6), number(0x1ff), number(0x1f_ffff))));
            byte[] agreed = frame(in);
            Steps steps = new Steps(ByteBuffer.wrap(agreed).getInt(9), in, out);
            steps.take(0x01, 0x1000, 'C', ascii("client.test\0004\0\031192.0.2.1\0"));
            steps.take(0x02, 0x2000, 'H', ascii("client.test\0"));
            steps.take(0x04, 0x4000, 'M', ascii("<ann@client.test>\0"));
            steps.take(0x08, 0x8000, 'R', ascii("<bob@example.test>\0"));
            steps.take(0x200, 0x10000, 'T', new byte[0]);
            String text = new String(mail, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            for (String line : text.substring(0, end).split("\r\n", -1)) {
                int colon = line.indexOf(':');
                String value = line.substring(colon + 1);
                boolean whole = (steps.agreed & 0x100000) != 0;
                steps.take(
                        0x20,
                        0x80,
                        'L',
                        ascii(line.substring(0, colon) + "\0" + (whole ? value : value.strip()) + "\0"));
            }
            steps.take(0x40, 0x40000, 'N', new byte[0]);
            byte[] body = ascii(text.substring(end + 4));
            for (int at = 0; at < body.length; at += 65535) {
                steps.take(0x10, 0x80000, 'B', Arrays.copyOfRange(body, at, Math.min(body.length, at + 65535)));
            }
            out.write(frame('E', new byte[0]));
            while (true) {
                byte[] answer = frame(in);
                switch (answer[0]) {
                    case 'c', 'a' -> {
                        return new Told(Answer.CLEAN, text(answer));
                    }
                    case 't' -> {
                        return new Told(Answer.LATER, text(answer));
                    }
                    case 'y' -> {
                        return new Told(answer[1] == '4' ? Answer.LATER : Answer.INFECTED, text(answer));
                    }
                    case 'r' -> {
                        return new Told(Answer.INFECTED, text(answer));
                    }
                    default -> {
                        // headers to add and to remove, and that it goes on
                    }
                }
            }
        }
    },

    /** As rspamd: no preview. */
    ICAP {
        @Override
        byte[] request(byte[] mail) {
            String http = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n";
            String get = "GET http://origin.test/file HTTP/1.1\r\nHost: origin.test\r\n\r\n";
            String head =
                    "RESPMOD icap://127.0.0.1/avscan ICAP/1.0\r\nHost: 127.0.0.1\r\nAllow: 204\r\nConnection: close\r\n"
                            + "Encapsulated: req-hdr=0, res-hdr=" + get.length() + ", res-body="
                            + (get.length() + http.length()) + "\r\n\r\n";
            return joined(
                    ascii(head + get + http + Integer.toHexString(mail.length) + "\r\n"), mail, ascii("\r\n0\r\n\r\n"));
        }

        @Override
        byte[] lie() {
            return ascii(
                    "RESPMOD icap://127.0.0.1/avscan ICAP/1.0\r\nHost: x\r\nEncapsulated: res-hdr=0, res-body=9\r\n\r\n"
                            + "HTTP/1.1 200 OK\r\n\r\n7fffffff\r\nless than was said");
        }

        @Override
        Told talk(byte[] mail, DataInputStream in, DataOutputStream out) throws IOException {
            out.write(request(mail));
            String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            if (answer.startsWith("ICAP/1.0 204")) {
                return new Told(Answer.CLEAN, answer);
            }
            // a page in its place tells what was found, or what could not be looked at now
            return new Told(answer.contains("X-Infection-Found: Type=0") ? Answer.INFECTED : Answer.LATER, answer);
        }
    };

    /** What a client makes of an answer. */
    enum Answer {
        CLEAN,
        INFECTED,
        LATER
    }

    /**
     * An answer.
     *
     * @param words as the client was told
     */
    record Told(Answer answer, String words) {}

    private static String text(byte[] answer) {
        return new String(answer, StandardCharsets.ISO_8859_1);
    }

    private static final int PATIENCE_MILLIS = 60_000;

    /** Has a mail scanned. */
    Told scan(int port, byte[] mail) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return talk(
                    mail, new DataInputStream(socket.getInputStream()), new DataOutputStream(socket.getOutputStream()));
        }
    }

    /** The bytes of a request, as far as they can be said without an answer in between. */
    abstract byte[] request(byte[] mail);

    /** The beginning of a request that promises more than ever comes. */
    abstract byte[] lie();

    abstract Told talk(byte[] mail, DataInputStream in, DataOutputStream out) throws IOException;

    /** The steps of a milter's session that both sides agreed to. */
    private record Steps(int agreed, DataInputStream in, DataOutputStream out) {

        void take(int unwanted, int silent, char letter, byte[] data) throws IOException {
            if ((agreed & unwanted) == 0) {
                out.write(frame(letter, data));
                if ((agreed & silent) == 0) {
                    byte[] answer = frame(in);
                    if (answer[0] != 'c' && answer[0] != 's') {
                        throw new IOException("step " + letter + " was answered with " + (char) answer[0]);
                    }
                }
            }
        }
    }

    private static byte[] frame(char letter, byte[] data) {
        return joined(number(1 + data.length), new byte[] {(byte) letter}, data);
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return frame;
    }

    private static byte[] sized(byte[] data) {
        return joined(number(data.length), data);
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List.of(pieces).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

package dev.gatehouse.peers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One SMTP session with a server on the loopback address (RFC 5321): sends a message's bytes as they are. */
public final class SmtpClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private SmtpClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /**
     * Begins a session.
     *
     * @throws IOException if the server does not greet
     */
    public static SmtpClient open(int port) throws IOException {
        SmtpClient client = new SmtpClient(new Socket(InetAddress.getLoopbackAddress(), port));
        client.socket.setSoTimeout(PATIENCE_MILLIS);
        client.expect("2");
        client.command("EHLO client.test");
        return client;
    }

    /**
     * Sends one message in a session of its own.
     *
     * @param message with CRLF as the end of each line
     * @return the server's last reply: to the message, or to the first command that it refused
     */
    public static String send(int port, String sender, List<String> recipients, byte[] message) throws IOException {
        try (SmtpClient client = open(port)) {
            return client.send(sender, recipients, message);
        }
    }

    /**
     * Sends a message; several may follow one another.
     *
     * @param message with CRLF as the end of each line
     * @return the server's last reply: to the message, or to the first command that it refused
     */
    public String send(String sender, List<String> recipients, byte[] message) throws IOException {
        String reply = announce(sender, recipients);
        return reply.startsWith("3") ? content(message) : reply;
    }

    /**
     * Says from whom and for whom a message is that follows.
     *
     * @return the reply to {@code DATA}, or to the first command that the server refused
     */
    public String announce(String sender, List<String> recipients) throws IOException {
        String reply = command("MAIL FROM:<" + sender + ">");
        for (String recipient : recipients) {
            if (reply.startsWith("2")) {
                reply = command("RCPT TO:<" + recipient + ">");
            }
        }
        return reply.startsWith("2") ? command("DATA") : reply;
    }

    /**
     * Sends a message and its end, after the reply to {@code DATA}.
     *
     * @param message with CRLF as the end of each line
     * @return the reply to it
     */
    public String content(byte[] message) throws IOException {
        out.write(stuffed(message));
        return command(".");
    }

    /**
     * Sends a part of a message, after the reply to {@code DATA}: whole lines, none of which begins with a dot. The
     * command {@code .} ends the message.
     */
    public void part(byte[] lines) throws IOException {
        out.write(lines);
        out.flush();
    }

    /**
     * Sends a command line.
     *
     * @return the reply, its lines joined by LF
     */
    public String command(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return reply();
    }

    /** RFC 5321, section 4.5.2: a dot before each line that begins with one. */
    private static byte[] stuffed(byte[] message) {
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream(message.length + 64);
        boolean start = true;
        for (byte each : message) {
            if (start && each == '.') {
                stuffed.write('.');
            }
            stuffed.write(each);
            start = each == '\n';
        }
        if (!start) {
            stuffed.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return stuffed.toByteArray();
    }

    private void expect(String start) throws IOException {
        String reply = reply();
        if (!reply.startsWith(start)) {
            throw new IOException("the server says " + reply);
        }
    }

    private String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        String line;
        do {
            line = line();
            reply.append(reply.isEmpty() ? "" : "\n").append(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        return reply.toString();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                throw new IOException("the server closed the connection after '" + line + "'");
            }
            if (each != '\r') {
                line.append((char) each);
            }
        }
        return line.toString();
    }

    /** Leaves without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}

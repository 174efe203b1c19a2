package dev.gatehouse.peers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Where all mail that passed a gateway arrives: a mail server (RFC 5321) that keeps the exact bytes of every message
 * whose end it saw and none other. Postfix's smtp-sink, which serves the same purpose, changes line ends and adds lines
 * of its own.
 */
public final class Mailbox implements AutoCloseable {

    private final ServerSocket server;
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();

    private Mailbox(ServerSocket server) {
        this.server = server;
    }

    /** Opens one on a free port of 127.0.0.1. */
    public static Mailbox open() throws IOException {
        Mailbox mailbox = new Mailbox(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().name("mailbox").start(mailbox::listen);
        return mailbox;
    }

    /** Its port on 127.0.0.1. */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * The next message, as it came.
     *
     * @throws IOException if none arrives in time
     */
    public byte[] next(Duration patience) throws IOException, InterruptedException {
        byte[] message = messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
            throw new IOException("no message arrived within " + patience.toSeconds() + " s");
        }
        return message;
    }

    /** How many arrived and were not taken yet. */
    public int size() {
        return messages.size();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().name("mailbox-connection").start(() -> converse(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            say(out, "220 mailbox.test ESMTP");
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                switch (line.strip().toUpperCase(Locale.ROOT).split("[ :]", 2)[0]) {
                    case "EHLO" -> say(out, "250-mailbox.test\r\n250-8BITMIME\r\n250 PIPELINING");
                    case "HELO", "MAIL", "RCPT", "RSET", "NOOP" -> say(out, "250 2.0.0 Ok");
                    case "DATA" -> {
                        say(out, "354 go on");
                        messages.add(message(in));
                        say(out, "250 2.0.0 Ok");
                    }
                    case "QUIT" -> {
                        say(out, "221 2.0.0 Bye");
                        return;
                    }
                    default -> say(out, "502 5.5.1 unknown");
                }
            }
        } catch (IOException e) {
            // the gateway left, in the middle of a message or not: what has no end is no message
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** A line with its end; empty at the end of all. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = in.read(); each >= 0; each = in.read()) {
            line.append((char) each);
            if (each == '\n') {
                break;
            }
        }
        return line.toString();
    }

    private static byte[] message(InputStream in) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (String line = line(in); !line.equals(".\r\n"); line = line(in)) {
            if (!line.endsWith("\n")) {
                throw new IOException("the message has no end");
            }
            message.writeBytes((line.startsWith(".") ? line.substring(1) : line).getBytes(StandardCharsets.ISO_8859_1));
        }
        return message.toByteArray();
    }

    /** Takes no more. */
    @Override
    public void close() throws IOException {
        server.close();
    }
}

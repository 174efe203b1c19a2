package dev.gatehouse.gateway.milter;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The MTA's side of the protocol, as the tests want it: sends what was agreed to be sent, and reads an answer where one
 * was agreed to come.
 */
final class Mta implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    int version;
    int actions;
    int steps;

    private Mta(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static Mta connect(int port) throws IOException {
        return new Mta(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** An answer: its letter and its data, printed with bars where there are zeros. */
    record Answer(char letter, String data) {
        @Override
        public String toString() {
            return letter + data.replace('\0', '|');
        }
    }

    /** Negotiates as Postfix does for this version ({@code milter_protocol}). */
    Mta negotiate(int offered) throws IOException {
        return switch (offered) {
            case 2 -> negotiate(2, 0x3f, 0x7f);
            case 3 -> negotiate(3, 0x3f, 0x17f);
            case 4 -> negotiate(4, 0x3f, 0x37f);
            default -> negotiate(6, 0x1ff, 0x1fffff);
        };
    }

    Mta negotiate(int offered, int offeredActions, int offeredSteps) throws IOException {
        send('O', numbers(offered, offeredActions, offeredSteps));
        Answer answer = receive();
        if (answer.letter() != 'O') {
            throw new AssertionError("answered " + answer);
        }
        ByteBuffer agreed = ByteBuffer.wrap(Mails.bytes(answer.data()));
        version = agreed.getInt();
        actions = agreed.getInt();
        steps = agreed.getInt();
        if ((actions & ~offeredActions) != 0 || (steps & ~offeredSteps) != 0 || version > offered) {
            throw new AssertionError("more than was offered: %x %x %x".formatted(version, actions, steps));
        }
        return this;
    }

    static byte[] numbers(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    static byte[] texts(String... texts) {
        return Mails.bytes(String.join("\0", texts) + "\0");
    }

    void send(char letter, byte... data) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(numbers(1 + data.length));
        frame.write(letter);
        frame.writeBytes(data);
        raw(frame.toByteArray());
    }

    void raw(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    Answer receive() throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return new Answer((char) frame[0], Mails.text(frame).substring(1));
    }

    /** Whether the filter closes, and says nothing more before it does. */
    boolean closed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true; // it closed with bytes of ours unread
        }
    }

    private boolean has(int step) {
        return (steps & step) != 0;
    }

    /** Sends a step unless it is not wanted, and expects to be told to go on if it is to be answered. */
    void step(int unwanted, int silent, char letter, byte... data) throws IOException {
        if (!has(unwanted)) {
            send(letter, data);
            if (!has(silent)) {
                expect("c");
            }
        }
    }

    void expect(String answer) throws IOException {
        String received = receive().toString();
        if (!received.equals(answer)) {
            throw new AssertionError("expected " + answer + ", not " + received);
        }
    }

    void connection(String address) throws IOException {
        send('D', Mails.bytes("Cj\0gw.test\0"));
        step(0x01, 0x1000, 'C', Mails.bytes("client.test\0004\0\031" + address + "\0"));
        step(0x02, 0x2000, 'H', texts("client.test"));
    }

    void envelope(String id, String... recipients) throws IOException {
        send('D', Mails.bytes("Mi\0" + id + "\0"));
        step(0x04, 0x4000, 'M', texts("<ann@client.test>", "SIZE=1"));
        for (String recipient : recipients) {
            step(0x08, 0x8000, 'R', texts("<" + recipient + ">"));
        }
        step(0x200, 0x10000, 'T');
    }

    /** Headers as an MTA hands them over: lines joined by LF, the first space cut off unless agreed otherwise. */
    void headers(String... headers) throws IOException {
        for (String header : headers) {
            int colon = header.indexOf(':');
            String value = header.substring(colon + 1);
            if (!has(0x100000) && value.startsWith(" ")) {
                value = value.substring(1);
            }
            step(0x20, 0x80, 'L', texts(header.substring(0, colon), value));
        }
        step(0x40, 0x40000, 'N');
    }

    /** Sends a body in pieces until the filter wants no more. */
    void body(String... pieces) throws IOException {
        for (String piece : pieces) {
            send('B', Mails.bytes(piece));
            if (!has(0x80000)) {
                String answer = receive().toString();
                if (answer.equals("s")) {
                    return;
                }
                if (!answer.equals("c")) {
                    throw new AssertionError("answered a piece of the body with " + answer);
                }
            }
        }
    }

    /** Ends the message, and reads all up to the final word. */
    List<String> end() throws IOException {
        send('E');
        return verdict();
    }

    List<String> verdict() throws IOException {
        List<String> answers = new ArrayList<>();
        while (true) {
            Answer answer = receive();
            answers.add(answer.toString());
            if ("cartdy".indexOf(answer.letter()) >= 0) {
                return answers;
            }
        }
    }

    /** A whole small message. */
    List<String> message(String id, String body) throws IOException {
        envelope(id, "bob@example.test");
        headers("Subject: test");
        body(body);
        return end();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Reads nothing more, and says so when there is more. */
    void quit() throws IOException {
        send('Q');
        try {
            throw new AssertionError("the filter says more: " + receive());
        } catch (EOFException e) {
            socket.close();
        }
    }
}

package dev.gatehouse.cli.it.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;

/** What a client does that is broken, or means ill. Each ends when the server has had enough, or by itself. */
enum Mischief {
    /** Says half of a request and then nothing; the server has to cut it off. */
    STALL {
        @Override
        void play(Socket socket, byte[] request, byte[] lie, Random random) throws IOException {
            socket.getOutputStream().write(request, 0, 1 + random.nextInt(request.length - 1));
            drain(socket);
        }
    },
    /** Leaves in the middle of a request. */
    CUT_OFF {
        @Override
        void play(Socket socket, byte[] request, byte[] lie, Random random) throws IOException {
            // without a word, or with a reset
            socket.setSoLinger(random.nextBoolean(), 0);
            socket.getOutputStream().write(request, 0, 1 + random.nextInt(request.length - 1));
        }
    },
    /** Sends what is no request at all. */
    GARBAGE {
        @Override
        void play(Socket socket, byte[] request, byte[] lie, Random random) throws IOException {
            byte[] bytes = new byte[1 + random.nextInt(50_000)];
            random.nextBytes(bytes);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            drain(socket);
        }
    },
    /** Breaks some bytes of a request. */
    BROKEN {
        @Override
        void play(Socket socket, byte[] request, byte[] lie, Random random) throws IOException {
            byte[] bytes = request.clone();
            for (int i = 0; i < 8; i++) {
                bytes[random.nextInt(Math.min(bytes.length, 400))] = (byte) random.nextInt();
            }
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            drain(socket);
        }
    },
    /** Promises two gigabytes and sends a few bytes. */
    LIE {
        @Override
        void play(Socket socket, byte[] request, byte[] lie, Random random) throws IOException {
            socket.getOutputStream().write(lie);
            socket.shutdownOutput();
            drain(socket);
        }
    };

    private static final int PATIENCE_MILLIS = 20_000;

    /**
     * Does it once.
     *
     * @throws java.net.SocketTimeoutException if the server bears with it for ever
     */
    static void play(Speaker speaker, int port, byte[] mail, Random random) throws IOException {
        Mischief mischief = values()[random.nextInt(values().length)];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            mischief.play(socket, speaker.request(mail), speaker.lie(), random);
        }
    }

    abstract void play(Socket socket, byte[] request, byte[] lie, Random random) throws IOException;

    private static void drain(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] piece = new byte[4096];
        while (in.read(piece) >= 0) {
            Arrays.fill(piece, (byte) 0);
        }
    }
}

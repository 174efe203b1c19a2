package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One connection to a server. Used by one scan at a time; {@link #abort} may come from anywhere. */
final class Connection implements Wire {

    // closing it wakes whoever waits, also where TLS lies over it
    private final Socket plain = new Socket();
    private volatile Deadline deadline = Deadline.none();
    private Socket socket = plain;
    private ReplyReader reader = new ReplyReader(InputStream.nullInputStream());
    private OutputStream out = OutputStream.nullOutputStream();
    private boolean used;

    /**
     * Connects.
     *
     * @param tls what TLS trusts, if the connection is encrypted
     * @param longest how long it may take
     * @throws IOException if the server cannot be reached, or its certificate is not for its name or not trusted
     */
    void connect(IcapAddress address, Optional<SSLContext> tls, Duration longest) throws IOException {
        Deadline connecting = deadline.within(longest);
        plain.setOption(StandardSocketOptions.TCP_NODELAY, true);
        plain.connect(new InetSocketAddress(address.host(), address.port()), millis(connecting));
        if (tls.isPresent()) {
            SSLSocket secured =
                    (SSLSocket) tls.get().getSocketFactory().createSocket(plain, address.host(), address.port(), true);
            SSLParameters parameters = secured.getSSLParameters();
            // the check of a host's name, RFC 2818; the JDK has no name for it that is not a protocol's
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.setSoTimeout(millis(connecting));
            secured.startHandshake();
            socket = secured;
        }
        out = socket.getOutputStream();
        reader = new ReplyReader(new TimedInput(socket.getInputStream()));
    }

    /** From now on reads end when this does. */
    void workUntil(Deadline other) {
        deadline = other;
    }

    /** Whether it has carried an exchange before, so that the server may have closed it meanwhile. */
    boolean used() {
        return used;
    }

    /** It has carried an exchange. */
    void markUsed() {
        used = true;
    }

    @Override
    public ReplyReader reader() {
        return reader;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void abort() {
        try {
            plain.close();
        } catch (IOException e) {
            // it is closed all the same, and nobody can do more about it
        }
    }

    private static int millis(Deadline deadline) throws SocketTimeoutException {
        if (deadline.expired()) {
            throw new SocketTimeoutException("the time is over");
        }
        return Math.clamp(deadline.remaining().toMillis() + 1, 1, Integer.MAX_VALUE);
    }

    private final class TimedInput extends InputStream {

        private final InputStream in;

        TimedInput(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            socket.setSoTimeout(millis(deadline));
            return in.read(bytes, offset, length);
        }
    }
}

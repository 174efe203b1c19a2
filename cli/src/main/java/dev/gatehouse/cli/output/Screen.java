package dev.gatehouse.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output and, on a terminal, the progress bar on standard error, which share the same lines: what is printed
 * goes in whole lines, and the bar steps aside for it. Everything is UTF-8, whatever the locale.
 */
public final class Screen {

    private static final byte[] CLEAR_LINE = "\r\u001b[K".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream output;
    private final OutputStream error;
    private boolean barShown;

    /** On two streams, unbuffered. */
    public Screen(OutputStream output, OutputStream error) {
        this.output = output;
        this.error = error;
    }

    /** On this process's standard output and error. */
    public static Screen ofProcess() {
        return new Screen(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
    }

    /**
     * Prints lines, all at once.
     *
     * @throws IOException if they cannot be written, as when the reader of a pipe is gone
     */
    public synchronized void print(CharSequence lines) throws IOException {
        if (!lines.isEmpty()) {
            print(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Prints bytes that are whole lines.
     *
     * @throws IOException if they cannot be written
     */
    public synchronized void print(byte[] lines) throws IOException {
        hideBar();
        output.write(lines);
        output.flush();
    }

    /** Says something on standard error, in lines of its own. If nobody reads it there is nobody to tell. */
    public synchronized void warn(String message) {
        hideBar();
        writeError((message + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Draws the progress bar over the one before. */
    synchronized void showBar(String bar) {
        writeError(("\r" + bar + "\u001b[K").getBytes(StandardCharsets.UTF_8));
        barShown = true;
    }

    /** Takes the progress bar away. */
    synchronized void hideBar() {
        if (barShown) {
            writeError(CLEAR_LINE);
            barShown = false;
        }
    }

    private void writeError(byte[] bytes) {
        try {
            error.write(bytes);
            error.flush();
        } catch (IOException ignored) {
            // standard error is where one would say so
        }
    }
}

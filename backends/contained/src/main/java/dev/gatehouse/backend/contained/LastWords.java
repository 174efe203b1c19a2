package dev.gatehouse.backend.contained;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** The end of what a process printed, and how it ended. However much it prints, little is kept. */
final class LastWords {

    private static final int KEPT_BYTES = 2048;
    private static final int CHUNK_BYTES = 8192;
    private static final int OUT_OF_MEMORY = 3;
    private static final int SIGNALLED = 128;
    private static final long PATIENCE_MILLIS = 500;

    private final Process process;
    private byte[] kept = new byte[0];

    private LastWords(Process process) {
        this.process = process;
    }

    static LastWords of(Process process) {
        LastWords words = new LastWords(process);
        Thread.ofPlatform().daemon().name("contained output").start(words::listen);
        return words;
    }

    private void listen() {
        try (InputStream stream = process.getInputStream()) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
                keep(chunk, count);
            }
        } catch (IOException e) {
            // it says nothing more
        }
    }

    private synchronized void keep(byte[] chunk, int count) {
        byte[] all = Arrays.copyOf(kept, kept.length + count);
        System.arraycopy(chunk, 0, all, kept.length, count);
        kept = all.length <= KEPT_BYTES ? all : Arrays.copyOfRange(all, all.length - KEPT_BYTES, all.length);
    }

    /** What it said last, in one line. */
    synchronized String text() {
        return new String(kept, StandardCharsets.UTF_8).strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    }

    private static String how(int code) {
        if (code == OUT_OF_MEMORY) {
            return "it ran out of memory";
        }
        return code > SIGNALLED ? "it was ended by signal " + (code - SIGNALLED) : "it ended with code " + code;
    }

    /** How the process ended, in one line; it is ending or has ended. */
    String ending() {
        String how = "it is still running";
        try {
            if (process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                how = how(process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String words = text();
        return words.isEmpty() ? how : how + "; it said: " + words;
    }
}

package com.example.phrases;

import dev.gatehouse.spi.*;
import dev.gatehouse.spi.ScanOutcome.*;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.*;

/** Finds phrases anywhere in a part. */
final class PhraseBackend implements Backend {
    private static final int WINDOW = 1 << 16;
    private final Properties phrases;
    private final BackendIdentity identity;
    private final int overlap;
    private volatile boolean closed;

    PhraseBackend(Properties phrases, Instant made) {
        this.phrases = phrases;
        this.identity = new BackendIdentity("Example", "Phrases", "1.0", made.toString(), Optional.of(made),
                EnumSet.of(Capability.MATCHES_PARTS, Capability.ALL_MATCHES));
        this.overlap = phrases.values().stream().mapToInt(phrase -> phrase.toString().length() - 1).max().orElse(0);
        if (overlap > WINDOW / 2 || phrases.containsValue("")) {
            throw new IllegalArgumentException("a phrase has from 1 to " + WINDOW / 2 + " letters");
        }
    }

    @Override
    public BackendIdentity identity() {
        return identity;
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        Set<Finding> found = new LinkedHashSet<>();
        byte[] window = new byte[WINDOW];
        try {
            for (long at = 0; !closed && at < subject.size(); at += WINDOW - overlap) {
                if (context.deadline().expired()) {
                    return new Incomplete(List.of(new Reason(ReasonCode.LIMIT_TIME, "the time was over at " + at)));
                }
                int count = subject.read(at, window, 0, WINDOW);
                String text = new String(window, 0, count, StandardCharsets.ISO_8859_1);
                phrases.forEach((name, phrase) -> {
                    if (text.contains((String) phrase)) {
                        found.add(Finding.named((String) name));
                    }
                });
            }
        } catch (IOException e) {
            return new Failed(new Reason(ReasonCode.UNREADABLE, "the part cannot be read: " + e.getMessage()));
        }
        if (closed) {
            return new Failed(new Reason(ReasonCode.BACKEND_UNAVAILABLE, "the backend was closed"));
        }
        return found.isEmpty() ? new Clean() : new Infected(List.copyOf(found), List.of());
    }

    @Override
    public Health health() {
        return closed ? new Health.Unavailable("the backend was closed") : new Health.Ready();
    }

    @Override
    public void close() {
        closed = true;
    }
}

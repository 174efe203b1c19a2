package dev.gatehouse.backend.contained;

import dev.gatehouse.backend.contained.wire.FromChild;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a child said and nobody has heard yet. A child that says more than is heard waits. */
final class Inbox {

    private static final int CAPACITY = 64;
    private static final long LOOK_MILLIS = 50;

    private final BlockingQueue<Letter> letters = new ArrayBlockingQueue<>(CAPACITY);
    private volatile @Nullable Ended ended;

    /** Something to take note of. */
    sealed interface Letter {}

    /** The child said something. */
    record Said(FromChild message) implements Letter {}

    /** The child is no more, and why. */
    record Ended(String why) implements Letter {}

    /** Look around: something else has changed. */
    record Knock() implements Letter {}

    /** Puts in what the child said, when there is room; drops it once the child has ended. */
    void said(FromChild message) throws InterruptedException {
        while (ended == null && !letters.offer(new Said(message), LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            // until it is heard
        }
    }

    /** From now on there is nothing but the end. */
    void ended(String why) {
        if (ended == null) {
            ended = new Ended(why);
        }
        letters.clear();
        letters.offer(new Knock());
    }

    /** Whether there is nothing more to come. */
    boolean isOver() {
        return ended != null;
    }

    /** Wakes whoever waits. */
    void knock() {
        letters.offer(new Knock());
    }

    /** Throws away knocks and late answers; false when the child has said something that nobody asked for. */
    boolean clear() {
        boolean fine = true;
        for (Letter letter = letters.poll(); letter != null; letter = letters.poll()) {
            fine &= !(letter instanceof Said(FromChild message))
                    || message instanceof FromChild.IdentityIs
                    || message instanceof FromChild.HealthIs;
        }
        return fine;
    }

    /** Waits for the next letter; nothing when none has come in time. */
    Optional<Letter> next(Duration patience) throws InterruptedException {
        Ended over = ended;
        if (over != null) {
            return Optional.of(over);
        }
        Letter letter = letters.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        over = ended;
        return over != null ? Optional.of(over) : Optional.ofNullable(letter);
    }
}

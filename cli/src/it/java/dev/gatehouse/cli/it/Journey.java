package dev.gatehouse.cli.it;

import java.util.concurrent.Callable;

/** The way through one gateway that runs, with Gatehouse behind it and an end where things or answers arrive. */
@SuppressWarnings("try") // whoever waits for an end may be interrupted
sealed interface Journey extends AutoCloseable permits FileJourney, MailJourney, WebJourney {

    /** What is clean arrives unchanged. */
    void passes() throws Exception;

    /** What is infected does not arrive, and its sender is told why. */
    void refuses() throws Exception;

    /**
     * Begins to send something that must not arrive unseen.
     *
     * @return sends the rest and returns once its sender was told to keep it, and nothing of it arrived
     */
    Callable<Void> begin() throws Exception;

    @Override
    void close() throws Exception;
}

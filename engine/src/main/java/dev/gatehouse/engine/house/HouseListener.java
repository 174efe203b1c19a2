package dev.gatehouse.engine.house;

import dev.gatehouse.engine.Lineup;
import java.time.Duration;

/** Is told what becomes of a house while it runs. Called by one thread at a time, which must not be held up. */
public interface HouseListener {

    /** What an operator should know: of approvals that end, plugins that cannot be used, seats that are vacant. */
    void warned(String message);

    /**
     * Another lineup scans.
     *
     * @param cause why it was opened
     * @param lineup the new one
     * @param time how long it took to open
     */
    void reloaded(String cause, Lineup lineup, Duration time);

    /**
     * Another lineup should scan and could not be opened; the one before scans on.
     *
     * @param cause why it should have been opened
     * @param message why it could not
     */
    void reloadFailed(String cause, String message);
}

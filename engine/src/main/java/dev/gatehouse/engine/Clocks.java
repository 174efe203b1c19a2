package dev.gatehouse.engine;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks of a lineup.
 *
 * @param nanos the monotonic one, for pauses
 * @param wall the one on the wall, for the age of signatures
 */
record Clocks(LongSupplier nanos, InstantSource wall) {

    /** The machine's. */
    static final Clocks SYSTEM = new Clocks(System::nanoTime, InstantSource.system());
}

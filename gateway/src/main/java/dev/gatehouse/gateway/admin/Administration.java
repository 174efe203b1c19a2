package dev.gatehouse.gateway.admin;

import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** What the operator's socket tells and does. */
public interface Administration {

    /** Writes how the process is, as fields of the object in which the generator stands. */
    void status(JsonGenerator json);

    /** Writes who scans now, as fields of the object in which the generator stands. */
    void lineup(JsonGenerator json);

    /**
     * Reads everything anew and lets another lineup scan.
     *
     * @return what came of it
     */
    Outcome reload();

    /** Ends gracefully; does not wait. */
    void shutdown();

    /** What came of something. */
    sealed interface Outcome {

        /**
         * It was done.
         *
         * @param fields what there is to tell, as fields of the object in which the generator stands
         */
        record Done(Consumer<JsonGenerator> fields) implements Outcome {}

        /**
         * It could not be done.
         *
         * @param message why, for the operator
         */
        record Refused(String message) implements Outcome {}
    }
}

package dev.gatehouse.gateway.log;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The fields of an event. What strangers chose is made fit to be read. */
public final class Fields {

    private static final int MAX_ELEMENTS = 10;

    private final JsonGenerator json;

    Fields(JsonGenerator json) {
        this.json = json;
    }

    /** A text, bounded, with nothing in it that a terminal would obey. */
    public Fields text(String name, String value) {
        json.writeStringProperty(name, Shown.of(value));
        return this;
    }

    /** A number. */
    public Fields number(String name, long value) {
        json.writeNumberProperty(name, value);
        return this;
    }

    /** A time in milliseconds, to the microsecond. */
    public Fields millis(String name, java.time.Duration time) {
        json.writeNumberProperty(name, Math.round(time.toNanos() / 1e3) / 1e3);
        return this;
    }

    /** The first few of a list; left out when there are none. */
    public Fields texts(String name, List<String> values) {
        if (!values.isEmpty()) {
            json.writeArrayPropertyStart(name);
            values.stream().limit(MAX_ELEMENTS).forEach(value -> json.writeString(Shown.of(value)));
            json.writeEndArray();
        }
        return this;
    }
}

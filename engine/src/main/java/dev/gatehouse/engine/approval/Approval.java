package dev.gatehouse.engine.approval;

import dev.gatehouse.spi.BackendIdentity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One entry of the list.
 *
 * @param line where it begins in the file, from 1
 * @param vendor as the backend tells it
 * @param products as the backend tells them; at least one
 * @param versions of the engine, in one of these ranges; empty for all
 * @param types of backend, as lineups name them; empty for all
 * @param pins which bytes the files must have that the backend's settings name, by the setting; {@link #PLUGIN} is the
 *     plugin that brings it
 * @param validity when it holds
 * @param order under which it was given, for people
 */
public record Approval(
        int line,
        String vendor,
        Set<String> products,
        List<VersionRange> versions,
        Set<String> types,
        Map<String, Pin> pins,
        Validity validity,
        String order) {

    /** What pins the plugin that a backend comes from, or that its setting of this name runs. */
    public static final String PLUGIN = "plugin";

    /** Copies the collections. */
    public Approval {
        products = Set.copyOf(products);
        versions = List.copyOf(versions);
        types = Set.copyOf(types);
        pins = Map.copyOf(pins);
        if (products.isEmpty()) {
            throw new IllegalArgumentException("products must not be empty");
        }
    }

    boolean isFor(String type) {
        return types.isEmpty() || types.contains(type);
    }

    boolean isFor(BackendIdentity identity) {
        return vendor.equals(identity.vendor()) && products.contains(identity.product());
    }

    boolean hasVersion(String version) {
        return versions.isEmpty() || versions.stream().anyMatch(range -> range.contains(version));
    }

    /** Whether it pins some file by its digest. */
    boolean pinsBytes() {
        return pins.values().stream().anyMatch(Pin.Digests.class::isInstance);
    }

    /** {@code line 3 (Vendor Product, order)}, for messages. */
    String name() {
        return "line " + line + " (" + vendor + " " + listed() + ", " + order + ")";
    }

    private String listed() {
        return String.join(" or ", new TreeSet<>(products));
    }

    /** The pins in the order of their settings. */
    Map<String, Pin> sortedPins() {
        return new TreeMap<>(pins);
    }
}

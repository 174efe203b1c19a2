package dev.gatehouse.engine.approval;

import dev.gatehouse.engine.plugin.Origin;
import dev.gatehouse.spi.BackendConfiguration;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a backend without its word: its type, the plugin that it comes from, and the files that its settings
 * name.
 *
 * @param digests takes the digests of those files
 */
record Evidence(String type, Optional<Origin> origin, BackendConfiguration configuration, FileDigests digests) {

    /** How the pins of an approval and the backend's files stand to each other. */
    sealed interface Fit {

        /**
         * They agree.
         *
         * @param byDigest whether some file is the pinned one
         */
        record Fits(boolean byDigest) implements Fit {}

        /**
         * They do not.
         *
         * @param detail what differs and what to do, for the operator
         */
        record Differs(String detail) implements Fit {}
    }

    /** Holds an approval's pins against the files. */
    Fit fit(Approval approval) {
        boolean byDigest = false;
        if (!approval.pins().containsKey(Approval.PLUGIN) && hasPlugin()) {
            return new Fit.Differs("it runs a plugin, and " + approval.name()
                    + " pins none: have the plugin's digest put there, as sha256: {plugin: " + pluginDigest() + "}");
        }
        for (Map.Entry<String, Pin> pin : approval.sortedPins().entrySet()) {
            List<String> found;
            try {
                found = digests(pin.getKey());
            } catch (IOException e) {
                return new Fit.Differs(e.getMessage() + ", and " + approval.name() + " pins it");
            }
            if (found.isEmpty()) {
                return new Fit.Differs(approval.name() + " pins the file of its setting " + pin.getKey()
                        + ", which is not set: set it to that file's path");
            }
            if (pin.getValue() instanceof Pin.Digests(List<String> pinned)) {
                for (String digest : found) {
                    if (!pinned.contains(digest)) {
                        return new Fit.Differs("the SHA-256 of its " + pin.getKey() + " is " + digest + ", and "
                                + approval.name() + " pins " + String.join(" or ", pinned)
                                + ": bring back what was approved, or have this one approved");
                    }
                }
                byDigest = true;
            }
        }
        return new Fit.Fits(byDigest);
    }

    private boolean hasPlugin() {
        return origin.isPresent() || !configuration.all(Approval.PLUGIN).isEmpty();
    }

    private String pluginDigest() {
        try {
            return digests(Approval.PLUGIN).getFirst();
        } catch (IOException e) {
            return "DIGEST";
        }
    }

    private List<String> digests(String setting) throws IOException {
        List<String> found = new ArrayList<>();
        if (setting.equals(Approval.PLUGIN)) {
            origin.map(Origin::sha256).ifPresent(found::add);
        }
        for (String value : configuration.all(setting)) {
            found.add(digest(setting, value));
        }
        return found;
    }

    private String digest(String setting, String value) throws IOException {
        try {
            Path path = Path.of(value);
            if (!path.isAbsolute()) {
                throw new IOException("its setting " + setting + " is '" + value + "', which is no absolute path");
            }
            return digests.sha256(path);
        } catch (InvalidPathException e) {
            throw new IOException("its setting " + setting + " is no path", e);
        } catch (IOException e) {
            throw new IOException("the file of its setting " + setting + " cannot be read: " + e.getMessage(), e);
        }
    }
}

package dev.gatehouse.engine;

import dev.gatehouse.engine.plugin.Broken;
import dev.gatehouse.engine.plugin.Installed;
import dev.gatehouse.engine.plugin.Plugins;
import dev.gatehouse.spi.BackendProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The types of backend that can be opened in this process: those that come with the house, and those of plugins. One that
 * cannot be loaded becomes a message and leaves the others alone.
 */
public final class InstalledBackends {

    /** More than there are backends: a loader that fails need not move on. */
    private static final int MOST_ATTEMPTS = 1000;

    private final Map<String, BackendProvider> byType = new TreeMap<>();
    private final List<String> troubles = new ArrayList<>();

    private InstalledBackends() {}

    /** Finds what comes with the house, and takes in what plugins bring; they must stay open. */
    public static InstalledBackends find(Plugins plugins) {
        InstalledBackends found = new InstalledBackends();
        found.house();
        for (Installed plugin : plugins.installed()) {
            if (found.byType.putIfAbsent(plugin.type(), plugin.provider()) != null) {
                found.troubles.add(plugin.origin().path() + ": brings the type " + plugin.type()
                        + ", which is installed already; remove it");
            }
        }
        plugins.broken().stream().map(Broken::message).forEach(found.troubles::add);
        return found;
    }

    private void house() {
        Iterator<BackendProvider> providers =
                ServiceLoader.load(BackendProvider.class).iterator();
        int attempts = 0;
        while (attempts < MOST_ATTEMPTS) {
            attempts++;
            try {
                if (!providers.hasNext()) {
                    return;
                }
                take(providers.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                troubles.add("a backend that comes with the house cannot be loaded: " + e);
            }
        }
    }

    private void take(BackendProvider provider) {
        BackendProvider other = byType.putIfAbsent(provider.type(), provider);
        if (other != null) {
            troubles.add("two backends of type " + provider.type() + " are installed: "
                    + other.getClass().getName() + " and " + provider.getClass().getName()
                    + ", of which the first is used");
        }
    }

    /** One provider of each type, in the order of their types. */
    public List<BackendProvider> providers() {
        return List.copyOf(byType.values());
    }

    /** What could not be loaded, for the operator. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }
}

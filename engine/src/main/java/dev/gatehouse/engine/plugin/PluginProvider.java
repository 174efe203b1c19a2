package dev.gatehouse.engine.plugin;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.util.List;

/**
 * A plugin's provider, called with the plugin's loader as the thread's: libraries that look for their own parts by the
 * thread's context find them, and not another plugin's.
 *
 * @param type asked once, so that it cannot change
 */
record PluginProvider(
        String type, List<ConfigurationKey> configurationKeys, BackendProvider vendors, ClassLoader loader)
        implements BackendProvider {

    static PluginProvider of(BackendProvider vendors, ClassLoader loader) {
        try (Context _ = Context.enter(loader)) {
            return new PluginProvider(vendors.type(), List.copyOf(vendors.configurationKeys()), vendors, loader);
        }
    }

    @Override
    public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
        try (Context _ = Context.enter(loader)) {
            return new PluginBackend(vendors.open(configuration), loader);
        } catch (LinkageError e) {
            throw new BackendUnavailableException(
                    configuration.name() + ": the plugin of type " + type + " lacks something that it needs: " + e, e);
        }
    }
}

package dev.gatehouse.engine.plugin;

import dev.gatehouse.spi.BackendProvider;

/**
 * A type of backend that a plugin brings.
 *
 * @param type the type's name in a lineup
 * @param provider opens backends of it, as long as the {@link Plugins} are open
 * @param origin the plugin
 */
public record Installed(String type, BackendProvider provider, Origin origin) {}

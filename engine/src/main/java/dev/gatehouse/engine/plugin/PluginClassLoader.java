package dev.gatehouse.engine.plugin;

import dev.gatehouse.spi.BackendProvider;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * The world of one plugin: the JDK, the SPI and its own jars. The SPI is always the engine's, also when a plugin has
 * packed a copy of it.
 */
final class PluginClassLoader extends URLClassLoader {

    private static final String SPI = BackendProvider.class.getPackageName() + ".";

    static {
        registerAsParallelCapable();
    }

    PluginClassLoader(String name, URL[] jars) {
        super("plugin " + name, jars, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(SPI)) {
            return Class.forName(name, false, BackendProvider.class.getClassLoader());
        }
        try {
            return super.loadClass(name, resolve);
        } catch (ClassNotFoundException e) {
            throw new ClassNotFoundException(
                    name + " (a plugin sees the JDK, " + SPI
                            + "* and its own jars: pack the library that has this class" + " beside the plugin's jar)",
                    e);
        }
    }
}

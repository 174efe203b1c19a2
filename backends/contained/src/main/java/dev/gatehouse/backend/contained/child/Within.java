package dev.gatehouse.backend.contained.child;

import dev.gatehouse.backend.contained.wire.ToChild;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds and opens the backend within: foreign code runs from here on. */
final class Within {

    private Within() {}

    /**
     * Opens the backend.
     *
     * @throws BackendUnavailableException if there is none of the type, a setting is unknown to it, it cannot be loaded,
     *     or it refuses
     */
    static Backend open(ToChild.Open open) throws BackendUnavailableException {
        try {
            BackendProvider provider = provider(open);
            check(open, provider);
            return open(provider, open.configuration());
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            throw new BackendUnavailableException(
                    open.configuration().name() + ": the backend within broke off: " + e, e);
        }
    }

    /** A refusal names the settings of the backend within, which the operator has to write with a prefix. */
    private static Backend open(BackendProvider provider, BackendConfiguration configuration)
            throws BackendUnavailableException {
        try {
            return provider.open(configuration);
        } catch (BackendUnavailableException e) {
            String message = String.valueOf(e.getMessage());
            List<String> named = provider.configurationKeys().stream()
                    .map(ConfigurationKey::name)
                    .filter(key -> Pattern.compile("(?<![\\w.-])" + Pattern.quote(key) + "(?![\\w-])")
                            .matcher(message)
                            .find())
                    .map(key -> "with." + key)
                    .toList();
            throw named.isEmpty()
                    ? e
                    : new BackendUnavailableException(
                            message + " (written here as " + String.join(", ", named) + ")", e);
        }
    }

    private static BackendProvider provider(ToChild.Open open) throws BackendUnavailableException {
        String name = open.configuration().name();
        List<BackendProvider> found = new ArrayList<>();
        for (BackendProvider provider : providers(open)) {
            if (open.type().isEmpty() || provider.type().equals(open.type())) {
                found.add(provider);
            }
        }
        String where = open.plugin().isEmpty() ? "is installed" : "is in the plugin " + open.plugin();
        if (found.isEmpty()) {
            throw new BackendUnavailableException(
                    name + ": no backend " + (open.type().isEmpty() ? "" : "of type " + open.type() + " ") + where);
        }
        if (found.size() > 1) {
            throw new BackendUnavailableException(name + ": more than one backend " + where + ", of types "
                    + found.stream().map(BackendProvider::type).toList() + ": set type");
        }
        return found.getFirst();
    }

    private static Iterable<BackendProvider> providers(ToChild.Open open) throws BackendUnavailableException {
        if (open.plugin().isEmpty()) {
            return ServiceLoader.load(BackendProvider.class);
        }
        ServiceLoader<BackendProvider> all = ServiceLoader.load(BackendProvider.class, plugin(open));
        List<BackendProvider> own = new ArrayList<>();
        all.forEach(own::add);
        return own;
    }

    /** A plugin sees the platform, the SPI and its own jars, whatever else the child was started with. */
    private static ClassLoader plugin(ToChild.Open open) throws BackendUnavailableException {
        Path plugin = Path.of(open.plugin());
        List<URL> jars = new ArrayList<>();
        try {
            if (Files.isDirectory(plugin)) {
                try (Stream<Path> files = Files.list(plugin)) {
                    for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                            .sorted()
                            .toList()) {
                        jars.add(jar.toUri().toURL());
                    }
                }
            }
            if (jars.isEmpty()) {
                jars.add(plugin.toUri().toURL());
            }
        } catch (IOException e) {
            throw new BackendUnavailableException(open.configuration().name() + ": plugin cannot be read: " + e, e);
        }
        return new URLClassLoader("plugin", jars.toArray(URL[]::new), new SpiAlone());
    }

    private static void check(ToChild.Open open, BackendProvider provider) throws BackendUnavailableException {
        List<ConfigurationKey> known = provider.configurationKeys();
        for (Map.Entry<String, List<String>> value :
                open.configuration().values().entrySet()) {
            ConfigurationKey key = known.stream()
                    .filter(each -> each.covers(value.getKey()))
                    .findFirst()
                    .orElseThrow(() ->
                            new BackendUnavailableException(open.configuration().name()
                                    + ": unknown key with." + value.getKey() + "; a backend of type " + provider.type()
                                    + " knows "
                                    + known.stream()
                                            .map(ConfigurationKey::name)
                                            .sorted()
                                            .toList()));
            if (!key.repeatable() && value.getValue().size() > 1) {
                throw new BackendUnavailableException(open.configuration().name() + ": key with." + value.getKey()
                        + " is set " + value.getValue().size() + " times; it may be set once");
            }
        }
    }

    /** Loads classes of the SPI from here and everything else from the platform. */
    private static final class SpiAlone extends ClassLoader {

        private static final String SPI = BackendProvider.class.getPackageName() + ".";

        SpiAlone() {
            super("spi", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(SPI) && name.indexOf('.', SPI.length()) < 0) {
                return Class.forName(name, false, Within.class.getClassLoader());
            }
            throw new ClassNotFoundException(name + ": a plugin sees java.*, " + SPI
                    + "* and its own jars; put the missing library beside the plugin's jar");
        }
    }
}

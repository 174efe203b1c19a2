package dev.gatehouse.engine.plugin;

import dev.gatehouse.spi.BackendProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The plugins of a folder, loaded. Close them when no backend of theirs is open any more. Immutable; a folder that
 * changed is opened anew.
 */
public final class Plugins implements AutoCloseable {

    private static final String SERVICE_FILE = "META-INF/services/" + BackendProvider.class.getName();

    private final List<Installed> installed;
    private final List<Broken> broken;
    private final List<PluginClassLoader> loaders;

    private Plugins(List<Installed> installed, List<Broken> broken, List<PluginClassLoader> loaders) {
        this.installed = List.copyOf(installed);
        this.broken = List.copyOf(broken);
        this.loaders = List.copyOf(loaders);
    }

    /** No plugins at all. */
    public static Plugins none() {
        return new Plugins(List.of(), List.of(), List.of());
    }

    /**
     * Loads every plugin of a folder.
     *
     * @throws IOException as {@link #open(Path, Admission)} says
     */
    public static Plugins open(Path folder) throws IOException {
        return open(folder, Admission.EVERY);
    }

    /**
     * Loads the plugins of a folder that may be loaded. Names that begin with a dot are left out. Of two plugins with
     * the same type neither is taken: which one the operator means cannot be known.
     *
     * @throws IOException if there is no such folder or it cannot be listed, or everybody may write to it
     */
    public static Plugins open(Path folder, Admission admission) throws IOException {
        try {
            PluginFiles.requireUnwritable(folder.toRealPath());
        } catch (PluginFiles.UnfitException e) {
            throw new IOException("the folder of plugins: " + e.getMessage(), e);
        }
        Loading loading = new Loading(admission);
        for (Path entry : entries(folder)) {
            loading.load(entry);
        }
        return loading.done();
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + ": is not a folder of plugins");
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    entries.add(entry);
                }
            }
        }
        entries.sort(null);
        return entries;
    }

    /** The types of backend that the plugins bring; no type twice. */
    public List<Installed> installed() {
        return installed;
    }

    /** What could not be used, in the order of its paths. */
    public List<Broken> broken() {
        return broken;
    }

    /** Lets the plugins' classes and jars go. Idempotent. */
    @Override
    public void close() {
        loaders.forEach(Plugins::close);
    }

    private static void close(PluginClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            // a jar that cannot be closed is given back when the loader is collected
        }
    }

    /** What has been loaded so far. */
    private static final class Loading {

        private final Admission admission;
        private final Map<String, List<Installed>> byType = new TreeMap<>();
        private final Map<Path, Broken> broken = new TreeMap<>();
        private final List<PluginClassLoader> loaders = new ArrayList<>();

        Loading(Admission admission) {
            this.admission = admission;
        }

        void load(Path entry) {
            try {
                PluginFiles files = PluginFiles.of(entry);
                Optional<String> refusal = admission.refusal(files.origin());
                if (refusal.isPresent()) {
                    note(entry, refusal.get());
                    return;
                }
                load(entry, files);
            } catch (PluginFiles.UnfitException e) {
                note(entry, String.valueOf(e.getMessage()));
            } catch (IOException e) {
                note(entry, "cannot be read: " + e);
            } catch (ServiceConfigurationError | LinkageError e) {
                note(
                        entry,
                        "cannot be loaded: " + e.getMessage() + cause(e) + "; ask its vendor for a plugin that is"
                                + " built against this version of gatehouse-spi and brings all its libraries");
            } catch (RuntimeException | VirtualMachineError | AssertionError e) {
                note(entry, "failed while it was loaded: " + e + "; ask its vendor");
            }
        }

        private static String cause(Throwable e) {
            return e.getCause() == null ? "" : " (" + e.getCause() + ")";
        }

        private void load(Path entry, PluginFiles files) throws MalformedURLException {
            URL[] urls = new URL[files.jars().size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = files.jars().get(i).toUri().toURL();
            }
            PluginClassLoader loader = new PluginClassLoader(entry.getFileName().toString(), urls);
            boolean used = false;
            try {
                List<Installed> found = new ArrayList<>();
                for (BackendProvider provider : ServiceLoader.load(BackendProvider.class, loader)) {
                    PluginProvider wrapped = PluginProvider.of(provider, loader);
                    found.add(new Installed(wrapped.type(), wrapped, files.origin()));
                }
                if (found.isEmpty()) {
                    note(
                            entry,
                            "brings no backend: its jar needs a file " + SERVICE_FILE
                                    + " with the name of its provider's class");
                    return;
                }
                found.forEach(each -> byType.computeIfAbsent(each.type(), _ -> new ArrayList<>())
                        .add(each));
                loaders.add(loader);
                used = true;
            } finally {
                if (!used) {
                    close(loader);
                }
            }
        }

        private void note(Path entry, String message) {
            broken.put(entry, Broken.of(entry, message));
        }

        Plugins done() {
            List<Installed> installed = new ArrayList<>();
            byType.forEach((type, all) -> {
                if (all.size() == 1) {
                    installed.add(all.getFirst());
                    return;
                }
                List<Path> paths =
                        all.stream().map(each -> each.origin().path()).toList();
                for (Path path : paths) {
                    note(path, "brings the type " + type + ", as others do: " + paths + "; leave one in the folder");
                }
            });
            return new Plugins(installed, List.copyOf(broken.values()), loaders);
        }
    }
}

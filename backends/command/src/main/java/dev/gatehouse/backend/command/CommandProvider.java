package dev.gatehouse.backend.command;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens backends that run a command-line scanner. */
public final class CommandProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public CommandProvider() {}

    @Override
    public String type() {
        return "command";
    }

    @Override
    public List<ConfigurationKey> configurationKeys() {
        return CommandSettings.KEYS;
    }

    @Override
    public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
        CommandSettings settings = CommandSettings.read(configuration);
        WorkFolder folder;
        try {
            folder = WorkFolder.create();
        } catch (IOException e) {
            throw new BackendUnavailableException(
                    configuration.name() + ": no folder can be made below " + System.getProperty("java.io.tmpdir")
                            + ": " + e,
                    e);
        }
        ChildProcess process =
                new ChildProcess(folder.path(), environment(settings, folder.path()), settings.outputLimit());
        Identification identification = new Identification(settings, process);
        try {
            Identification.Version version = identification.version();
            return new CommandBackend(settings, identification, version, new Runs(settings, process, folder), folder);
        } catch (IOException e) {
            CommandBackend.delete(folder);
            throw new BackendUnavailableException(
                    configuration.name() + ": program " + settings.program() + " and the profile do not fit: "
                            + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            CommandBackend.delete(folder);
            Thread.currentThread().interrupt();
            throw new BackendUnavailableException(configuration.name() + ": interrupted while program was asked", e);
        }
    }

    /** Nothing of ours is passed on: a scanner that is not trusted learns nothing by it. Times are in UTC. */
    private static Map<String, String> environment(CommandSettings settings, Path folder) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", String.join(":", Programs.FOLDERS));
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TZ", "UTC");
        environment.putAll(settings.profile().environment());
        return environment;
    }
}

package dev.gatehouse.backend.clamd;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Opens backends that ask a ClamAV daemon. */
public final class ClamdProvider implements BackendProvider {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** For {@link java.util.ServiceLoader}. */
    public ClamdProvider() {}

    @Override
    public String type() {
        return "clamd";
    }

    @Override
    public List<ConfigurationKey> configurationKeys() {
        return ClamdSettings.KEYS;
    }

    @Override
    public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
        ClamdSettings settings = new ClamdSettings(configuration);
        ClamdAddress address = settings.address();
        Timer timer = new Timer();
        try {
            Daemon daemon = new Daemon(new Command(address, timer), settings.timeZone());
            DaemonVersion version = daemon.version(Deadline.after(PATIENCE));
            Optional<SharedFiles> shared = settings.sharedFiles();
            boolean allMatches = shared.isPresent() && shared.get().readableFor(daemon, Deadline.after(PATIENCE));
            boolean whole = settings.givesWholeFiles();
            return new ClamdBackend(
                    daemon,
                    version,
                    new SessionPool(address, timer, settings.connections(), settings.scansPerConnection()),
                    timer,
                    new Judgement(settings.limits(address, version.engine()), whole),
                    shared,
                    allMatches,
                    settings.reconnectFor());
        } catch (IOException e) {
            timer.close();
            throw new BackendUnavailableException(
                    "%s: clamd cannot be reached at %s (%s); start it (Debian's package is clamav-daemon), or set address"
                            .formatted(configuration.name(), address, message(e)),
                    e);
        } catch (BackendUnavailableException e) {
            timer.close();
            throw e;
        }
    }

    private static String message(IOException e) {
        return e.getMessage() == null ? "no answer within " + PATIENCE.toSeconds() + " s" : e.getMessage();
    }
}

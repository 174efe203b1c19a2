package dev.gatehouse.engine.configuration;

import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.budget.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the operator configured.
 *
 * @param file where it was read; nothing when there is no file
 * @param backends who scans, in order; empty for the built-in matcher alone
 * @param policy how they work together
 * @param plugins the folder of backends that do not come with the house
 * @param limits what one file may cost
 * @param approvals which list says who may scan; nothing when everybody may
 * @param gateway what the gateway reads of it, which serves and knows its keys; nothing when it is not configured
 */
public record Configuration(
        Optional<Path> file,
        List<ConfiguredBackend> backends,
        LineupPolicy policy,
        Optional<Path> plugins,
        Limits limits,
        Optional<ApprovalSettings> approvals,
        Optional<Setting> gateway) {

    /** What holds where nothing is configured. */
    public static final Configuration DEFAULT = new Configuration(
            Optional.empty(),
            List.of(),
            LineupPolicy.DEFAULT,
            Optional.empty(),
            Limits.DEFAULT,
            Optional.empty(),
            Optional.empty());

    /** Copies the list. */
    public Configuration {
        backends = List.copyOf(backends);
    }
}

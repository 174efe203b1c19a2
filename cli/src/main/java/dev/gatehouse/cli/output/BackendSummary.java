package dev.gatehouse.cli.output;

import dev.gatehouse.engine.Role;
import dev.gatehouse.spi.BackendIdentity;
import java.time.Duration;
import java.util.Optional;

/**
 * What one backend came to in a whole run.
 *
 * @param name what the operator calls it
 * @param role its role in the lineup
 * @param identity who it is
 * @param vacancy why it could not be opened, if it could not
 * @param share what it had to do with the files; nothing where a single one scans
 */
public record BackendSummary(
        String name, Role role, BackendIdentity identity, Optional<String> vacancy, Optional<Share> share) {

    /**
     * A backend's share of a run.
     *
     * @param questions about how many parts it was asked
     * @param time how long it took to answer, over all questions
     * @param infectedFiles in how many files it found something
     * @param unjudgedFiles how many files it did not judge whole, or at all
     */
    public record Share(long questions, Duration time, long infectedFiles, long unjudgedFiles) {}
}
